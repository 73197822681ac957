package io.nachweis.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A part as its container has it: what {@code deploy/Dockerfile} says, done without an engine for containers. */
public final class Image {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Path home;
    private final String dockerfile;
    private final Path folder;

    private Image(Path home, String dockerfile, Path folder) {
        this.home = home;
        this.dockerfile = dockerfile;
        this.folder = folder;
    }

    /**
     * Without the ahead-of-time cache, which takes its time.
     *
     * @param home of the project, with everything built
     * @param within in a folder of the part's name
     */
    public static Image unpacked(Path home, String part, Path within) {
        try {
            String dockerfile =
                    Files.readString(home.resolve("deploy/Dockerfile")).replaceAll("\\\\\n\\s*", "");
            var image = new Image(home, dockerfile, Files.createDirectories(within.resolve(part)));
            image.unpack(executableJar(home, part), Files.createDirectories(within.resolve(part + "-layers")));
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With everything; see {@link #unpacked}. */
    public static Image whole(Path home, String part, Path within) {
        Image image = unpacked(home, part, within);
        image.run(image.folder, "RUN .*CacheTraining.*");
        return image;
    }

    public Path jar() {
        return folder.resolve("part.jar");
    }

    /** Its entry point, which is still to be told where everything is. */
    public ProcessBuilder entryPoint(String... flags) {
        ProcessBuilder builder = command(folder, "ENTRYPOINT .*");
        builder.command().addAll(1, List.of(flags));
        return builder;
    }

    private void unpack(Path jar, Path layers) throws IOException {
        Files.copy(jar, layers.resolve("part.jar"));
        run(layers, "RUN .*extract.*");
        for (MatchResult copied : all("COPY --from=layers /unpacked/(.*)/ \\./")) {
            moveAll(layers.resolve(copied.group(1)), folder);
        }
        for (MatchResult copied : all("COPY deploy/(.*) \\./")) {
            Files.copy(home.resolve("deploy").resolve(copied.group(1)), folder.resolve(copied.group(1)));
        }
    }

    private void run(Path in, String instruction) {
        try {
            Path said = in.resolveSibling(in.getFileName() + ".log");
            Process process = command(in, instruction)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(said.toFile()))
                    .start();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(instruction + " fails: " + Files.readString(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(Path in, String instruction) {
        List<String> words = new ArrayList<>();
        for (MatchResult word :
                QUOTED.matcher(all(instruction).getFirst().group()).results().toList()) {
            String said = word.group(1).replace("/project/", home + File.separator);
            words.add(said.equals("java") ? java() : said);
        }
        return new ProcessBuilder(words).directory(in.toFile());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private List<MatchResult> all(String line) {
        return Pattern.compile("(?m)^" + line + "$")
                .matcher(dockerfile)
                .results()
                .toList();
    }

    private static Path executableJar(Path home, String part) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(part).resolve("target"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void moveAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.resolveSibling("."));
                Files.move(file, target);
            }
        }
    }
}
