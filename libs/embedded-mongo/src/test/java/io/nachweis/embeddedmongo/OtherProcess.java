package io.nachweis.embeddedmongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, and what it says. */
final class OtherProcess {

    private OtherProcess() {}

    /** Says whether the database could be opened. */
    static final class Starting {

        public static void main(String[] arguments) {
            try {
                EmbeddedMongo.start(Path.of(arguments[0])).close();
                System.out.print("started");
            } catch (IllegalStateException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Whether a process can be given other rights than ours. */
    static boolean canSetRights() {
        return isRoot() && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    static String startsOn(Path folder) throws IOException {
        return run(List.of(), System.getProperty("java.class.path"), Starting.class, folder);
    }

    /** With the rights that files say, also for root. */
    static String startsWithoutPrivilegesOn(Path folder) throws IOException {
        List<String> as = isRoot()
                ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all")
                : List.of();
        return run(as, System.getProperty("java.class.path"), Starting.class, folder);
    }

    static String run(List<String> as, String classPath, Class<?> what, Path argument) throws IOException {
        List<String> command = new ArrayList<>(as);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                what.getName(),
                argument.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
