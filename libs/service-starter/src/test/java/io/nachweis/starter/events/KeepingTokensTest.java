package io.nachweis.starter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.sample.TestMongo;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.Test;

class KeepingTokensTest {

    private final MongoDatabase database = TestMongo.newDatabase();
    private final MongoTokens here = new MongoTokens(database, "here", Clock.systemUTC());
    private final MongoTokens there = new MongoTokens(database, "there", Clock.systemUTC());

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
    void gives_a_segment_to_one_process_at_a_time() {
        here.initializeTokenSegments("list", 2, null);
        here.fetchToken("list", 0);

        assertThatThrownBy(() -> there.fetchToken("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> there.storeToken(null, "list", 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(there.fetchAvailableSegments("list"))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
    }

    @Test
    void takes_over_a_claim_that_was_not_renewed() {
        here.initializeTokenSegments("list", 1, new GlobalSequenceTrackingToken(3));
        here.fetchToken("list", 0);
        var later = new MongoTokens(
                database, "later", Clock.offset(Clock.systemUTC(), MongoTokens.CLAIM.plus(Duration.ofSeconds(1))));

        assertThat(later.fetchToken("list", 0)).isEqualTo(new GlobalSequenceTrackingToken(3));
        assertThatThrownBy(() -> here.extendClaim("list", 0)).isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void lets_a_restarted_process_have_its_own_claim() {
        here.initializeTokenSegments("list", 1, null);
        here.fetchToken("list", 0);

        assertThat(new MongoTokens(database, "here", Clock.systemUTC()).fetchToken("list", 0))
                .isNull();
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
