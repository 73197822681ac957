package io.nachweis.starter.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.idempotency.Fingerprints.Fingerprint;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The names are in the log, for good. */
class NamingRequestsTest {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    private final MongoDatabase keys = TestMongo.newDatabase();
    private final MovableClock clock = new MovableClock();
    private final DailySecrets days = new DailySecrets(keys, clock);

    @AfterEach
    void drop() {
        keys.drop();
    }

    @Test
    void gives_a_request_and_its_content_the_same_names_in_every_instance_until_the_end_of_the_next_day() {
        Fingerprint first = names(days).getFirst();

        assertThat(first.id()).matches("[A-Za-z0-9_-]{43}");
        assertThat(names(new DailySecrets(keys, clock)).getFirst())
                .usingRecursiveComparison()
                .isEqualTo(first);
        clock.advance(Duration.ofDays(1));
        days.destroyOld();
        assertThat(names(new DailySecrets(keys, clock)).getLast())
                .usingRecursiveComparison()
                .isEqualTo(first);
    }

    /** The attacker has the log, both databases as they are two days later, and every secret file of the service. */
    @Test
    void cannot_be_told_from_the_names_what_was_asked_two_days_later() {
        Fingerprint first = names(days).getFirst();
        clock.advance(Duration.ofDays(2));
        days.destroyOld();

        assertThat(names(days)).noneSatisfy(name -> assertThat(name.id()).isEqualTo(first.id()));
        clock.advance(Duration.ofDays(-2));
        assertThat(names(days).getFirst().id()).isNotEqualTo(first.id());
        assertThat(names(new DailySecrets(keys, clock)).getFirst().id()).isNotEqualTo(first.id());
    }

    @Test
    void gives_each_request_names_of_its_own() {
        var fingerprints = new Fingerprints(SECRET, days, JsonMapper.shared());
        var key = IdempotencyKey.of("\"a key\"");
        var content = Map.of("email", "ada@example.org");
        var path = "/api/v1/idm/subscriptions";

        assertThat(List.of(
                        new Fingerprints.Request("", "POST", path, key),
                        new Fingerprints.Request("somebody", "POST", path, key),
                        new Fingerprints.Request("", "PUT", path, key),
                        new Fingerprints.Request("", "POST", path + "x", key),
                        new Fingerprints.Request("", "POST", path, IdempotencyKey.of("another"))))
                .flatExtracting(request -> fingerprints.of(request, content))
                .extracting(Fingerprint::id)
                .doesNotHaveDuplicates();
    }

    private static List<Fingerprint> names(DailySecrets days) {
        return new Fingerprints(SECRET, days, JsonMapper.shared())
                .of(
                        new Fingerprints.Request(
                                "", "POST", "/api/v1/idm/subscriptions", IdempotencyKey.of("\"a key\"")),
                        Map.of("email", "ada@example.org"));
    }
}
