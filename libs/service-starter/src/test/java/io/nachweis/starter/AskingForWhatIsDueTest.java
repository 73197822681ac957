package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AskingForWhatIsDueTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private Instant first = Instant.MAX;
    private int asked;
    private final NextDue next = new NextDue(() -> first, nanos::get);

    @Test
    void asks_at_first_and_then_when_something_is_due() {
        first = NOON.plusSeconds(60);
        assertThat(asks(NOON)).isTrue();

        assertThat(asks(NOON.plusSeconds(59))).isFalse();
        assertThat(asks(NOON.plusSeconds(60))).isTrue();
    }

    @Test
    void asks_for_the_first_of_several() {
        asks(NOON);
        next.expect(NOON.plusSeconds(60));
        next.expect(NOON.plusSeconds(5));
        next.expect(NOON.plusSeconds(90));

        assertThat(asks(NOON.plusSeconds(4))).isFalse();
        assertThat(asks(NOON.plusSeconds(5))).isTrue();
    }

    @Test
    void asks_on_until_nothing_is_left() {
        assertThat(next.claim(NOON, () -> Optional.of("an item"))).hasValue("an item");

        assertThat(asks(NOON)).isTrue();
        assertThat(asks(NOON)).isFalse();
    }

    @Test
    void asks_again_after_a_failure() {
        assertThatThrownBy(() -> next.claim(NOON, () -> {
                    throw new IllegalStateException("The database is away");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(asks(NOON)).isTrue();
    }

    /** Between the question and what is made of its answer. */
    @Test
    void forgets_nothing_that_is_put_there_meanwhile() {
        next.claim(NOON, () -> {
            next.expect(NOON);
            return Optional.empty();
        });

        assertThat(asks(NOON)).isTrue();
    }

    @Test
    void asks_now_and_then_for_what_others_left() {
        asks(NOON);
        assertThat(asks(NOON)).isFalse();

        nanos.addAndGet(NextDue.SELDOM.toNanos());

        assertThat(asks(NOON)).isTrue();
    }

    private boolean asks(Instant now) {
        int before = asked;
        next.claim(now, () -> {
            asked++;
            return Optional.empty();
        });
        return asked > before;
    }
}
