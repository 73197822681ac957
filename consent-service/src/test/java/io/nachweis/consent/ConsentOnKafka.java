package io.nachweis.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.MovableClock;
import io.nachweis.testing.TestBroker.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The same service with a broker, while time goes on from {@link #NOW}, and under a policy that keeps nothing when somebody is
 * erased.
 */
final class ConsentOnKafka extends RunningConsent {

    ConsentOnKafka(Path folder) throws IOException {
        super(folder, fromNowOn(), keepingNothing(folder));
        startBroker();
    }

    private static Clock fromNowOn() {
        MovableClock time = new MovableClock();
        time.advance(Duration.between(time.instant(), NOW));
        return time;
    }

    private static Path keepingNothing(Path folder) throws IOException {
        String policy = Files.readString(Path.of("../deploy/controllers/idm.yaml"));
        String keepingNothing = policy.replaceFirst(
                "(?s)(\\n  consent-records:\\n    name:.*?)    keepOnErasure:\\n.*?(\\n  #)", "$1$2");
        assertThat(keepingNothing).isNotEqualTo(policy);
        Path controllers = Files.createDirectories(folder.resolve("controllers"));
        Files.writeString(controllers.resolve("idm.yaml"), keepingNothing);
        return controllers;
    }

    /** What stands on a topic under a key, oldest first. */
    List<Committed> on(String topic, String key) {
        return startBroker().committed(topic).stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }
}
