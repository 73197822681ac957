package io.nachweis.starter.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.nachweis.contracts.Refusal;
import io.nachweis.starter.idempotency.Fingerprints.Fingerprint;
import io.nachweis.starter.idempotency.Requests.Claim;
import io.nachweis.starter.sample.TestMongo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberingRequestsTest {

    private static final Binary CONTENT = new Binary("content".getBytes(UTF_8));
    private static final Binary OTHER = new Binary("other".getBytes(UTF_8));

    private final MongoDatabase database = TestMongo.newDatabase();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Requests requests = new Requests(database, clock, 3);

    @AfterEach
    void drop() {
        database.drop();
    }

    private Claim begin(String id) {
        return requests.begin(sent(id, CONTENT)).orElseThrow();
    }

    private static List<Fingerprint> sent(String id, Binary content) {
        return List.of(new Fingerprint(id, content), new Fingerprint(id + " if it was yesterday", content));
    }

    private void assertRefused(String id, Binary content, IdempotencyProblem problem) {
        assertThatThrownBy(() -> requests.begin(sent(id, content)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    private long remembered() {
        return database.getCollection("requests").countDocuments();
    }

    @Test
    void one_that_is_done_is_not_done_again() {
        requests.done(begin("a"));

        assertThat(requests.begin(sent("a", CONTENT))).isEmpty();
        assertThat(requests.begin(sent("b", CONTENT))).isPresent();
    }

    @Test
    void one_in_progress_is_refused_until_nobody_can_be_working_on_it() {
        begin("a");
        assertRefused("a", CONTENT, IdempotencyProblem.IDEMPOTENCY_KEY_IN_PROGRESS);

        now = now.plus(Requests.LONGEST_WORK);
        assertThat(requests.begin(sent("a", CONTENT))).isPresent();
        assertRefused("a", CONTENT, IdempotencyProblem.IDEMPOTENCY_KEY_IN_PROGRESS);
    }

    @Test
    void one_with_other_content_is_refused_whatever_became_of_the_first() {
        Claim claim = begin("a");
        assertRefused("a", OTHER, IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
        requests.leave(claim);
        assertRefused("a", OTHER, IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
        requests.done(begin("a"));
        assertRefused("a", OTHER, IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void one_of_which_nobody_knows_what_became_may_be_tried_at_once() {
        requests.leave(begin("a"));

        assertThat(requests.begin(sent("a", CONTENT))).isPresent();
    }

    @Test
    void one_that_was_refused_may_be_sent_with_other_content() {
        requests.forget(begin("a"));

        assertThat(requests.begin(sent("a", OTHER))).isPresent();
    }

    @Test
    void whoever_lost_a_claim_changes_nothing_any_more() {
        Claim lost = begin("a");
        now = now.plus(Requests.LONGEST_WORK);
        begin("a");

        requests.forget(lost);
        requests.leave(lost);
        assertRefused("a", CONTENT, IdempotencyProblem.IDEMPOTENCY_KEY_IN_PROGRESS);
    }

    @Test
    void are_forgotten_after_a_day() {
        requests.done(begin("a"));
        requests.done(begin("b"));
        now = now.plus(Requests.LIFE).minus(Duration.ofMillis(1));
        requests.clear();
        assertThat(remembered()).isEqualTo(2);

        now = now.plus(Duration.ofMillis(1));
        requests.clear();
        assertThat(remembered()).isZero();
    }

    @Test
    void one_of_yesterday_is_known_by_the_name_it_had_then_until_it_is_a_day_old() {
        requests.done(begin("a if it was yesterday"));

        now = now.plus(Requests.LIFE).minus(Duration.ofMillis(1));
        assertThat(requests.begin(sent("a", CONTENT))).isEmpty();
        assertRefused("a", OTHER, IdempotencyProblem.IDEMPOTENCY_KEY_REUSED);

        now = now.plus(Duration.ofMillis(1));
        assertThat(requests.begin(sent("a", OTHER)))
                .hasValueSatisfying(claim -> assertThat(claim.id()).isEqualTo("a"));
    }

    @Test
    void are_so_many_at_most_and_the_oldest_go_first() {
        for (String id : new String[] {"a", "b", "c", "d", "e"}) {
            requests.done(begin(id));
            now = now.plusMillis(1);
        }
        requests.clear();

        assertThat(remembered()).isEqualTo(3);
        assertThat(requests.begin(sent("c", CONTENT))).isEmpty();
        assertThat(requests.begin(sent("b", CONTENT))).isPresent();
    }
}
