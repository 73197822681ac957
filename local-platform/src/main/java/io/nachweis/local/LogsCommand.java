package io.nachweis.local;

import io.nachweis.gateway.accesslog.LogFolder;
import io.nachweis.gateway.accesslog.LogRule;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.InvalidPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code ./nachweis logs keep}: applies a policy's rule to the logs of a web server. Nothing has to run for it. */
final class LogsCommand {

    private LogsCommand() {}

    /**
     * @param controllers the folder of the policies, unless {@code --policy} names another, or a file
     * @return whether all of it could be done
     */
    static boolean run(List<String> words, Map<String, String> options, Path controllers) {
        if (words.size() != 2 || !words.getFirst().equals("keep")) {
            throw new CannotRun("logs needs keep DIR, such as: logs keep /var/log/nginx");
        }
        Path folder = Path.of(words.getLast());
        if (!Files.isDirectory(folder)) {
            throw new CannotRun(folder + " is not a folder.");
        }
        try {
            var policies = policies(Path.of(options.getOrDefault("--policy", controllers.toString())));
            var rule = LogRule.of(policies, options.getOrDefault("--rule", "server-logs"));
            var kept = new LogFolder(folder, rule, every(options.getOrDefault("--every", "PT1H"))).keep(Instant.now());
            System.out.println(folder + ": " + kept);
            kept.failed().forEach(failure -> System.err.println("✘ " + failure));
            return kept.failed().isEmpty();
        } catch (IllegalArgumentException | InvalidPolicy e) {
            throw new CannotRun(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CannotRun(folder + " cannot be worked on: " + e);
        }
    }

    private static Collection<ControllerPolicy> policies(Path place) {
        return Files.isDirectory(place) ? Controllers.load(place).all() : List.of(Controllers.check(place));
    }

    private static Duration every(String text) {
        try {
            Duration every = Duration.parse(text);
            if (every.isPositive() || every.isZero()) {
                return every;
            }
        } catch (DateTimeException _) {
            // Said below.
        }
        throw new CannotRun("--every needs the time between two runs, such as PT1H or P1D");
    }
}
