package io.nachweis.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script {@code ./nachweis}, run for one platform, with its port, data folder and environment. */
public final class LauncherScript {

    /** Of the project, where the script lies and everything is built. */
    public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** What the launcher said, and whether it was content. */
    public record Said(int exit, String text) {}

    private final int port;
    private final Path data;
    private final Map<String, String> environment;

    LauncherScript(int port, Path data, Map<String, String> environment) {
        this.port = port;
        this.data = data;
        this.environment = environment;
    }

    public Said run(String... arguments) {
        return run(List.of(arguments));
    }

    void succeed(List<String> arguments) {
        Said said = run(arguments);
        if (said.exit() != 0) {
            throw new AssertionError("./nachweis " + String.join(" ", arguments) + " failed:\n" + said.text());
        }
    }

    private Said run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("nachweis").toString());
        command.addAll(arguments);
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
