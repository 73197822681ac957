package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AskingForWhatIsDueTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final NextDue next = new NextDue(nanos::get);

    @Test
    void asks_at_first_and_then_when_something_is_due() {
        assertThat(next.ask(NOON)).isTrue();
        next.expect(NOON.plusSeconds(60));

        assertThat(next.ask(NOON.plusSeconds(59))).isFalse();
        assertThat(next.ask(NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void asks_for_the_first_of_several() {
        next.ask(NOON);
        next.expect(NOON.plusSeconds(60));
        next.expect(NOON.plusSeconds(5));
        next.expect(NOON.plusSeconds(90));

        assertThat(next.ask(NOON.plusSeconds(5))).isTrue();
    }

    /** Between the question and what is made of its answer. */
    @Test
    void forgets_nothing_that_is_put_there_meanwhile() {
        next.ask(NOON);
        next.expect(NOON);
        next.expect(NOON.plusSeconds(60));

        assertThat(next.ask(NOON)).isTrue();
    }

    @Test
    void asks_now_and_then_for_what_others_left() {
        next.ask(NOON);
        assertThat(next.ask(NOON)).isFalse();

        nanos.addAndGet(NextDue.SELDOM.toNanos());

        assertThat(next.ask(NOON)).isTrue();
    }
}
