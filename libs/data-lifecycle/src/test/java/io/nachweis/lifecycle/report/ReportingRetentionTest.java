package io.nachweis.lifecycle.report;

import static io.nachweis.starter.sample.RunningSample.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.event.EndOfRetention;
import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.facts.sample.FactsSample;
import io.nachweis.lifecycle.report.RetentionReports.Report;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Sha256;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.starter.sample.SampleApplication;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.MovableClock;
import io.nachweis.testing.TestIssuer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What ended is reported once, all of it, and anybody who has the log can count it again. */
@ModuleTest
class ReportingRetentionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final MovableClock CLOCK = new MovableClock();

    @EntryType("test.ended.v1")
    record CaseEnded(String controller, String category, String why) implements EndOfRetention {

        @Override
        public Optional<String> endedCategory() {
            return why.equals("time") ? Optional.of(category) : Optional.empty();
        }
    }

    @SpringBootApplication(scanBasePackageClasses = {SampleApplication.class, FactsSample.class})
    static class EndingSample {

        @Bean
        EntryTypes endTypes() {
            return EntryTypes.of(CaseEnded.class);
        }

        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    private EmbeddedMongo mongo;
    private TestIssuer issuer;
    private RunningSample sample;
    private LocalDate monday;

    @BeforeEach
    void start(@TempDir Path folder) {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        sample = RunningSample.start(
                EndingSample.class, mongo.uri(), "localhost:9", issuer, folder, "--nachweis.due.every=1d");
        monday = LocalDate.ofInstant(CLOCK.instant(), BERLIN).plusDays(1);
        moveTo(monday, 12);
    }

    @AfterEach
    void stop() {
        sample.close();
        issuer.close();
        mongo.close();
    }

    @Test
    void a_day_is_reported_when_it_is_over_with_what_the_log_says_of_it() {
        ended("enquiries");
        ended("consent-records");
        ended("enquiries");
        publish(new CaseEnded("idm", "enquiries", "erased"));
        publish(new CaseEnded("nobody", "enquiries", "time"));
        heard(3);
        run();
        assertThat(reports()).isEmpty();

        moveTo(monday.plusDays(1), 0);
        run();
        run();

        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.day()).isEqualTo(monday);
            assertThat(report.ended())
                    .containsExactly(new EndedCount("consent-records", 1), new EndedCount("enquiries", 2));
            assertThat(report.after()).isEqualTo(-1);
        });
        assertAllAreCountedOnce(3);
        assertThat(collection().countDocuments()).isZero();
    }

    @Test
    void what_is_known_late_is_in_the_next_report() {
        ended("enquiries");
        heard(1);
        moveTo(monday.plusDays(1), 0);
        run();
        moveTo(monday, 23);
        ended("enquiries");
        heard(1);
        moveTo(monday.plusDays(1), 1);
        run();
        assertThat(reports()).hasSize(1);
        ended("consent-records");
        heard(2);

        moveTo(monday.plusDays(2), 0);
        run();

        assertThat(reports()).extracting(Report::day).containsExactly(monday.plusDays(1), monday);
        assertThat(reports().getFirst().ended())
                .containsExactly(new EndedCount("consent-records", 1), new EndedCount("enquiries", 1));
        assertAllAreCountedOnce(3);
    }

    @Test
    void each_of_several_days_has_its_own_however_late_they_are_looked_at() {
        ended("enquiries");
        moveTo(monday.plusDays(3), 12);
        ended("enquiries");
        ended("enquiries");
        heard(3);
        moveTo(monday.plusDays(30), 12);
        run();

        assertThat(reports()).extracting(Report::day).containsExactly(monday.plusDays(3), monday);
        assertAllAreCountedOnce(3);
    }

    /** Of any number of instances each finds the same to do. */
    @Test
    void is_on_record_once_whoever_reports_it() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            ended("enquiries");
        }
        heard(50);
        moveTo(monday.plusDays(1), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(
                    8, Executors.callable(() -> instance(commands()).run())));
        }

        assertThat(reports()).hasSize(1);
        assertAllAreCountedOnce(50);
    }

    @Test
    void goes_on_where_it_was_cut_short() {
        ended("enquiries");
        ended("consent-records");
        heard(2);
        List<Document> before = collection().find().into(new ArrayList<>());
        moveTo(monday.plusDays(1), 0);
        instance(failing()).run();
        assertThat(reports()).isEmpty();
        assertThat(collection().countDocuments()).isEqualTo(2);

        CLOCK.advance(Duration.ofHours(1));
        instance(commands()).run();
        assertThat(reports()).hasSize(1);

        collection().deleteMany(new Document());
        collection().insertMany(before); // As if it had ended before it could remove them.
        moveTo(monday.plusDays(2), 12);
        instance(commands()).run();
        assertThat(reports()).hasSize(1);
        assertThat(collection().countDocuments()).isZero();
        assertAllAreCountedOnce(2);
    }

    /** Made up by one who has only the log and the reports. */
    private void assertAllAreCountedOnce(int cases) {
        List<Report> oldestFirst = reports().reversed();
        long counted = -1;
        int all = 0;
        for (Report report : oldestFirst) {
            assertThat(report.after()).isEqualTo(counted);
            var ids = new StringBuilder();
            Map<String, Long> counts = new TreeMap<>();
            for (JsonNode leaf : leaves(report.after() + 1, report.through())) {
                JsonNode data = leaf.path("data");
                if (leaf.path("type").asString("").equals("test.ended.v1")
                        && data.path("controller").asString("").equals("idm")
                        && data.path("why").asString("").equals("time")) {
                    ids.append(leaf.path("id").asString()).append('\n');
                    counts.merge(data.path("category").asString(), 1L, Long::sum);
                    all++;
                }
            }
            assertThat(report.sha256()).isEqualTo(Sha256.of(ids.toString()));
            assertThat(report.ended())
                    .extracting(EndedCount::category, EndedCount::cases)
                    .containsExactlyElementsOf(counts.entrySet().stream()
                            .map(count -> tuple(count.getKey(), count.getValue()))
                            .toList());
            counted = report.through();
        }
        assertThat(all).isEqualTo(cases);
    }

    private List<JsonNode> leaves(long from, long to) {
        List<JsonNode> found = new ArrayList<>();
        for (Document commit :
                sample.bean(MongoDatabase.class).getCollection("log").find().sort(Sorts.ascending("_id"))) {
            long position = ((Number) Objects.requireNonNull(commit.get("_id"))).longValue();
            for (Binary leaf : commit.getList("leaves", Binary.class)) {
                if (position >= from && position <= to) {
                    found.add(JsonMapper.shared().readTree(new String(leaf.getData(), UTF_8)));
                }
                position++;
            }
        }
        return found;
    }

    private void ended(String category) {
        publish(new CaseEnded("idm", category, "time"));
    }

    private void publish(CaseEnded event) {
        sample.bean(EventStore.class).publish(GenericEventMessage.asEventMessage(event));
    }

    private void heard(long cases) {
        await(() -> collection().countDocuments() == cases);
    }

    private void run() {
        sample.bean(ReportEndedCases.class).run();
    }

    private ReportEndedCases instance(CommandGateway commands) {
        return new ReportEndedCases(
                new EndedCases(sample.bean(MongoDatabase.class)),
                sample.bean(RetentionReports.class),
                sample.bean(Controllers.class),
                commands,
                new DomainClock(CLOCK));
    }

    private CommandGateway commands() {
        return sample.bean(CommandGateway.class);
    }

    private static CommandGateway failing() {
        return (CommandGateway) Proxy.newProxyInstance(
                CommandGateway.class.getClassLoader(), new Class<?>[] {CommandGateway.class}, (_, _, _) -> {
                    throw new IllegalStateException("cut short");
                });
    }

    private List<Report> reports() {
        return sample.bean(RetentionReports.class).before("idm", null);
    }

    private MongoCollection<Document> collection() {
        return sample.bean(MongoDatabase.class).getCollection("ended-cases");
    }

    private static void moveTo(LocalDate day, int hour) {
        Instant then = day.atTime(hour, 0).atZone(BERLIN).toInstant();
        CLOCK.advance(Duration.between(CLOCK.instant(), then));
    }
}
