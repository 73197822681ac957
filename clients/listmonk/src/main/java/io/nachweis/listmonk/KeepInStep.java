package io.nachweis.listmonk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/** Keeps one list of listmonk in step with one audience: once with {@code --once}, else for ever. */
public final class KeepInStep {

    private static final System.Logger LOG = System.getLogger(KeepInStep.class.getName());

    private KeepInStep() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = Settings.of(System.getenv());
        var round = round(settings);
        if (Arrays.asList(arguments).contains("--once")) {
            carry(round);
            return;
        }
        while (true) {
            try {
                carry(round);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "Not in step, tried again: {0}", e.getMessage());
            }
            Thread.sleep(settings.every());
        }
    }

    private static void carry(Round round) throws IOException, InterruptedException {
        Round.Outcome outcome = round.run();
        if (outcome.refused() > 0) {
            LOG.log(System.Logger.Level.WARNING, "{0} could not be brought in step", outcome.refused());
        }
        if (outcome.carried() > 0) {
            LOG.log(System.Logger.Level.INFO, "In step after {0} changes", outcome.carried());
        }
    }

    static Round round(Settings settings) {
        var nachweis = new Nachweis(
                new AdapterHttpClient(settings.nachweis(), () -> "Bearer " + read(settings.token())),
                settings.controller(),
                settings.purpose());
        var listmonk = new Listmonk(
                new AdapterHttpClient(settings.listmonk(), () -> "token " + read(settings.listmonkUser())),
                settings.list());
        var cursor = new Cursor(settings.cursor(), nachweis.start());
        return new Round(nachweis, listmonk, cursor, settings.purpose(), Clock.systemUTC());
    }

    private static String read(Path secret) {
        try {
            return Files.readString(secret).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("A secret cannot be read", e);
        }
    }
}
