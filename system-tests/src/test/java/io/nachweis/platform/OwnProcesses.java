package io.nachweis.platform;

import io.nachweis.testing.Image;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Parts of the platform as processes of their own, each started from its jar and told by its environment alone. */
public final class OwnProcesses implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What deploy/compose.yaml gives a part. */
    private static final String MEMORY = "-XX:MaxRAM=512m";

    private final Path home;
    private final Path folder;
    private final Deque<Process> started = new ArrayDeque<>();

    /** @param folder for what they say */
    public OwnProcesses(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    public Process start(String module, int port, Map<String, String> environment) {
        return start(module, port, environment, "-jar", executableJar(module).toString());
    }

    /** From a jar that was unpacked, with the clock of a trial within its reach. */
    Process start(String module, Path jar, int port, Map<String, String> environment) {
        String both = jar + File.pathSeparator + jarOf("local-platform", "local-platform-.*[.]jar");
        return start(module, port, environment, "-cp", both, mainClass(jar));
    }

    /** As its container starts it, with its ahead-of-time cache or not at all. */
    public Process startImage(String module, int port, Map<String, String> environment) {
        ProcessBuilder builder = Image.whole(home, module, folder).entryPoint("-XX:AOTMode=on", MEMORY);
        return start(module, port, environment, builder);
    }

    private Process start(String module, int port, Map<String, String> environment, String... what) {
        List<String> command = new ArrayList<>(
                List.of(JAVA, "@" + home.resolve("deploy/jvm.options"), MEMORY, "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(what));
        return start(module, port, environment, new ProcessBuilder(command));
    }

    private Process start(String module, int port, Map<String, String> environment, ProcessBuilder builder) {
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        File said = folder.resolve(module + "-" + port + ".log").toFile();
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(said));
        try {
            Process process = builder.start();
            started.push(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path executableJar(String module) {
        return jarOf(module, ".*-exec[.]jar");
    }

    private Path jarOf(String module, String name) {
        try (Stream<Path> files = Files.list(home.resolve(module).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean isReady(String address) {
        try {
            return StoryHttpClient.get(address).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        started.forEach(process -> process.onExit().join());
        started.clear();
    }
}
