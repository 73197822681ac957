package io.nachweis.people;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chromium of this machine that looks at one page, without a window. */
public final class Browser implements AutoCloseable {

    private final Path profile;
    private final Process process;

    private Browser(Path program, String address, String... more) {
        try {
            profile = Files.createTempDirectory("nachweis-browser");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile));
            command.addAll(List.of(more));
            command.add(address);
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is: what {@code NACHWEIS_TEST_BROWSER} names, else what is on the path. */
    public static Optional<Path> program() {
        Stream<Path> named =
                Stream.ofNullable(System.getenv("NACHWEIS_TEST_BROWSER")).map(Path::of);
        Stream<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    public static Browser open(String address, String... more) {
        return new Browser(program().orElseThrow(), address, more);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
