package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium of this machine that looks at one page without a window, and says what became of it. */
final class Browser {

    private static final long PATIENCE_SECONDS = 120;

    private Browser() {}

    /** Where it is: what {@code NACHWEIS_TEST_BROWSER} names, else what is on the path. */
    static Optional<Path> program() {
        Stream<Path> named =
                Stream.ofNullable(System.getenv("NACHWEIS_TEST_BROWSER")).map(Path::of);
        Stream<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    /** The document once its scripts have nothing more to do. */
    static String dump(Path page, Path scratch) throws IOException, InterruptedException {
        Path dumped = scratch.resolve("dumped.html");
        Process process = new ProcessBuilder(List.of(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--lang=en",
                        "--virtual-time-budget=600000",
                        "--user-data-dir=" + scratch.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectOutput(dumped.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(dumped, UTF_8);
    }
}
