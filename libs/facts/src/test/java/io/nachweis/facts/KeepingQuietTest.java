package io.nachweis.facts;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.facts.sample.NoteListener;
import io.nachweis.facts.sample.NotePublication;
import io.nachweis.starter.sample.Notes;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker;
import io.nachweis.testing.TestIssuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever fails, and whatever the failure repeats of what a person typed, the log has none of it. */
@ModuleTest
class KeepingQuietTest {

    @TempDir
    private Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.nachweis");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final int[] ports = TestBroker.freePorts();
    private EmbeddedMongo mongo;
    private TestIssuer issuer;
    private RunningSample sample;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        sample = FactsSample.start(mongo.uri(), "127.0.0.1:" + ports[0], issuer, folder);
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        ours.setLevel(null);
        sample.close();
        issuer.close();
        mongo.close();
    }

    @Test
    void a_failure_is_logged_once_by_its_kind() {
        // Before there is anything to publish: the first to ask what an event announces is then the sequencing policy.
        sample.bean(NotePublication.class).failNext(1);
        var subject = note(Notes.POISON);
        note("canary of the publication");
        try (var broker = broker()) {
            sample.bean(NoteListener.class).beAwayNext(1);
            sample.bean(NoteListener.class).failNext(1);
            await(() -> heard() == 2);
            assertThat(broker.uri()).isNotEmpty();
        }
        long before = said("held up");
        note("canary of the outage");
        await(() -> said("held up") > before);
        try (var broker = broker()) {
            await(() -> heard() == 3);
            await(() -> said("goes on") > 0);
            assertThat(broker.uri()).isNotEmpty();
        }

        assertThat(said())
                .noneMatch(line -> line.contains("canary"))
                .noneMatch(line -> line.contains(Notes.POISON))
                .noneMatch(line -> line.contains(subject))
                .noneMatch(line -> line.contains("@example.org"))
                .anyMatch(line -> line.contains("was put aside: java.lang.IllegalStateException"))
                .anyMatch(line -> line.matches("What the event \\S+ announces cannot be told.*IllegalStateException"))
                .anyMatch(line -> line.matches("publication/\\d is held up and tries again until it succeeds: .*"))
                .anyMatch(line -> line.matches("publication/\\d goes on"))
                .anyMatch(line -> line.contains("is not handled and comes again until it is"))
                .anyMatch(line -> line.contains("is handled; its partition goes on"))
                .anyMatch(line -> line.contains("waits for its person alone: java.lang.IllegalStateException"))
                .hasSizeLessThan(60);
    }

    private String note(String text) {
        return json(sample.send(sample.post("{\"email\": \"canary@example.org\", \"text\": \"%s\"}".formatted(text))))
                .get("subject")
                .asString();
    }

    private long heard() {
        return sample.bean(NoteListener.class).heard().stream()
                .map(fact -> fact.id())
                .distinct()
                .count();
    }

    private TestBroker broker() {
        return TestBroker.start(folder.resolve("kafka"), ports);
    }

    private long said(String words) {
        return said().stream().filter(line -> line.contains(words)).count();
    }

    /** Every line as it may stand in the log, with all that its failure says. The broker's are not ours. */
    private List<String> said() {
        var lines = new ArrayList<String>();
        for (var event : List.copyOf(log.list)) {
            if (!event.getLoggerName().matches("(kafka|org\\.apache\\.kafka\\.(?!clients)|state\\.change).*")) {
                var line = new StringBuilder(event.getFormattedMessage());
                for (IThrowableProxy failure = event.getThrowableProxy();
                        failure != null;
                        failure = failure.getCause()) {
                    line.append('\n').append(failure.getClassName()).append(failure.getMessage());
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
