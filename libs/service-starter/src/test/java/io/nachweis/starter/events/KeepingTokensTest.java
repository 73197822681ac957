package io.nachweis.starter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.nachweis.starter.sample.TestMongo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepingTokensTest {

    /** Writes when the test says so. */
    private static final class Later extends ScheduledThreadPoolExecutor {

        private final Deque<Runnable> scheduled = new ArrayDeque<>();

        Later() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            scheduled.add(command);
            return super.schedule(() -> {}, 0, unit);
        }

        void runAll() {
            while (!scheduled.isEmpty()) {
                scheduled.remove().run();
            }
        }
    }

    private final MongoDatabase database = TestMongo.newDatabase();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Later later = new Later();
    private final MongoTokens here = tokensOf("here");
    private final MongoTokens there = tokensOf("there");

    private MongoTokens tokensOf(String node) {
        return new MongoTokens(database, node, clock(), later);
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    private @Nullable Long storedPosition(String segment) {
        return Objects.requireNonNull(database.getCollection("tokens")
                        .find(Filters.eq("_id", segment))
                        .first())
                .getLong("position");
    }

    @AfterEach
    void close() {
        later.shutdownNow();
    }

    @Test
    void begins_where_the_processor_is_told_to() {
        here.initializeTokenSegments("list", 2, new GlobalSequenceTrackingToken(-1));

        assertThat(here.fetchSegments("list")).containsExactly(0, 1);
        assertThat(here.fetchToken("list", 1)).isEqualTo(new GlobalSequenceTrackingToken(-1));
        assertThat(here.fetchSegments("other")).isEmpty();
    }

    @Test
    void makes_segments_once() {
        here.initializeTokenSegments("list", 2, null);

        assertThatThrownBy(() -> there.initializeTokenSegments("list", 4, null))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void keeps_the_position_for_who_comes_next() {
        here.initializeTokenSegments("list", 1, null);
        here.fetchToken("list", 0);
        here.storeToken(new GlobalSequenceTrackingToken(41), "list", 0);
        here.releaseClaim("list", 0);

        assertThat(there.fetchToken("list", 0)).isEqualTo(new GlobalSequenceTrackingToken(41));
    }

    @Test
    void keeps_a_replay() {
        here.initializeTokenSegments("list", 1, null);
        here.fetchToken("list", 0);
        var replay =
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(41), new GlobalSequenceTrackingToken(7));
        here.storeToken(replay, "list", 0);

        assertThat(here.fetchToken("list", 0)).isEqualTo(replay);
    }

    @Test
    void says_how_far_every_segment_has_come() {
        assertThat(there.handled("list")).isEqualTo(-1);
        here.initializeTokenSegments("list", 2, null);
        here.fetchToken("list", 0);
        here.fetchToken("list", 1);
        here.storeToken(new GlobalSequenceTrackingToken(41), "list", 0);
        later.runAll();
        assertThat(there.handled("list")).isEqualTo(-1);

        here.storeToken(new GlobalSequenceTrackingToken(42), "list", 1);
        assertThat(there.handled("list")).as("what is not written yet").isEqualTo(-1);
        later.runAll();
        assertThat(there.handled("list")).isEqualTo(41);

        here.storeToken(
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(42), new GlobalSequenceTrackingToken(7)),
                "list",
                1);
        assertThat(there.handled("list")).isEqualTo(7);
    }

    @Test
    void gives_a_segment_to_one_process_at_a_time() {
        here.initializeTokenSegments("list", 2, null);
        here.fetchToken("list", 0);

        assertThatThrownBy(() -> there.fetchToken("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> there.storeToken(null, "list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(there.fetchAvailableSegments("list"))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
    }

    /** Or it would handle what belongs to the others, beside them. */
    @Test
    void never_takes_some_segments_for_all() {
        here.initializeSegment(null, "list", 0);
        here.fetchAvailableSegments("other");
        there.initializeSegment(null, "list", 1);

        assertThat(here.fetchAvailableSegments("list"))
                .extracting(Segment::getMask)
                .containsExactly(1, 1);
    }

    @Test
    void finds_what_has_become_free_and_nothing_while_it_has_all() {
        here.initializeTokenSegments("list", 2, null);
        here.fetchToken("list", 0);
        here.fetchToken("list", 1);
        pass(Duration.ofSeconds(1));
        assertThat(here.fetchAvailableSegments("list")).isEmpty();

        here.releaseClaim("list", 1);
        pass(Duration.ofSeconds(1));
        assertThat(here.fetchAvailableSegments("list"))
                .extracting(Segment::getSegmentId)
                .contains(1);
        assertThat(there.fetchAvailableSegments("list"))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
    }

    @Test
    void asks_seldom_for_free_segments_while_it_has_all() {
        var asked = new AtomicInteger();
        try (var client = TestMongo.client(new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                if (event.getCommandName().equals("find")) {
                    asked.incrementAndGet();
                }
            }
        })) {
            var alone = new MongoTokens(client.getDatabase(database.getName()), "alone", clock(), later);
            alone.initializeTokenSegments("list", 1, null);
            alone.fetchAvailableSegments("list");
            alone.fetchToken("list", 0);
            asked.set(0);
            for (int second = 0; second < 60; second++) {
                pass(Duration.ofSeconds(1));
                alone.extendClaim("list", 0);
                assertThat(alone.fetchAvailableSegments("list")).isEmpty();
            }
        }

        assertThat(asked.get()).isLessThanOrEqualTo(60 / 10 + 1);
    }

    /** Another process had made the one and not yet the other when it was looked. */
    @Test
    void finds_a_segment_that_was_made_late() {
        here.initializeSegment(null, "list", 0);
        here.fetchAvailableSegments("list");
        here.fetchToken("list", 0);
        there.initializeSegment(null, "list", 1);
        for (int second = 0; second < 11; second++) {
            pass(Duration.ofSeconds(1));
            here.extendClaim("list", 0);
        }

        assertThat(here.fetchAvailableSegments("list"))
                .extracting(Segment::getSegmentId)
                .contains(1);
    }

    @Test
    void takes_over_a_claim_that_was_not_renewed() {
        here.initializeTokenSegments("list", 1, new GlobalSequenceTrackingToken(3));
        here.fetchToken("list", 0);
        pass(MongoTokens.CLAIM.plusSeconds(1));

        assertThat(there.fetchToken("list", 0)).isEqualTo(new GlobalSequenceTrackingToken(3));
        assertThatThrownBy(() -> here.extendClaim("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> here.storeToken(new GlobalSequenceTrackingToken(4), "list", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void writes_the_positions_of_all_processors_together() {
        for (var processor : List.of("list", "mailer")) {
            here.initializeTokenSegments(processor, 1, null);
            here.fetchToken(processor, 0);
        }
        for (var processor : List.of("list", "mailer")) {
            here.storeToken(new GlobalSequenceTrackingToken(7), processor, 0);
            here.storeToken(new GlobalSequenceTrackingToken(8), processor, 0);
        }
        assertThat(storedPosition("list/0")).isNull();
        assertThat(later.scheduled).hasSize(1);

        later.runAll();

        assertThat(storedPosition("list/0")).isEqualTo(8);
        assertThat(storedPosition("mailer/0")).isEqualTo(8);
    }

    @Test
    void writes_a_replay_at_once() {
        here.initializeTokenSegments("list", 1, null);
        here.fetchToken("list", 0);
        here.storeToken(new GlobalSequenceTrackingToken(41), "list", 0);
        here.storeToken(
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(41), new GlobalSequenceTrackingToken(7)),
                "list",
                0);

        later.runAll();

        assertThat(storedPosition("list/0")).isEqualTo(7);
    }

    @Test
    void renews_all_claims_whose_processors_are_at_work() {
        for (var processor : List.of("list", "mailer", "stopped")) {
            here.initializeTokenSegments(processor, 1, null);
            here.fetchToken(processor, 0);
        }
        for (int i = 0; i < 4; i++) {
            pass(MongoTokens.CLAIM.dividedBy(3));
            here.extendClaim("list", 0);
            here.extendClaim("mailer", 0);
        }

        assertThatThrownBy(() -> there.fetchToken("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> there.fetchToken("mailer", 0)).isInstanceOf(UnableToClaimTokenException.class);
        pass(MongoTokens.CLAIM.dividedBy(2));
        assertThat(there.fetchToken("stopped", 0)).isNull();
    }

    /** As when a rebuild begins in another process. */
    @Test
    void does_not_move_on_what_was_seized() {
        here.initializeTokenSegments("list", 1, null);
        here.initializeTokenSegments("mailer", 1, null);
        here.fetchToken("list", 0);
        here.fetchToken("mailer", 0);
        there.seize("list");

        assertThatThrownBy(() -> here.confirm("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        here.fetchToken("mailer", 0);
        there.seize("mailer");
        here.storeToken(new GlobalSequenceTrackingToken(9), "mailer", 0);
        later.runAll();
        assertThat(storedPosition("mailer/0")).isNull();
        assertThatThrownBy(() -> here.storeToken(new GlobalSequenceTrackingToken(10), "mailer", 0))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void lets_a_restarted_process_have_its_own_claim() {
        here.initializeTokenSegments("list", 1, null);
        here.fetchToken("list", 0);

        assertThat(tokensOf("here").fetchToken("list", 0)).isNull();
    }

    @Test
    void deletes_only_what_it_claims() {
        here.initializeTokenSegments("list", 1, null);
        assertThatThrownBy(() -> there.deleteToken("list", 0)).isInstanceOf(UnableToClaimTokenException.class);

        here.fetchToken("list", 0);
        here.deleteToken("list", 0);

        assertThat(here.fetchSegments("list")).isEmpty();
    }
}
