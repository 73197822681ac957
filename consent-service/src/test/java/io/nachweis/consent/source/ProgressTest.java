package io.nachweis.consent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.source.Progress.Moment;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Progress progress = new Progress(-1, null);

    @Test
    void nothing_is_certain_before_the_service_was_asked() {
        progress.heard("3", 3);

        assertThat(progress.asOf()).isNull();
        assertThat(progress.behind(second(1))).isEmpty();
    }

    @Test
    void everything_said_until_now_is_heard_where_nothing_was_said() {
        progress.told(new FactPage(-1, false, List.of()), at(1), ProgressTest::isNowhere);

        assertThat(progress.asOf()).isEqualTo(new AsOf(-1, NOON.plusSeconds(1)));
        assertThat(progress.behind(second(3))).contains(Duration.ofSeconds(2));
    }

    @Test
    void an_idle_service_is_as_certain_as_a_busy_one() {
        progress.told(new FactPage(7, false, List.of()), at(1), ProgressTest::isNowhere);
        progress.told(new FactPage(7, false, List.of()), at(9), ProgressTest::isNowhere);

        assertThat(progress.asOf()).isEqualTo(new AsOf(7, NOON.plusSeconds(9)));
    }

    @Test
    void what_was_said_and_not_heard_keeps_back_the_moment() {
        progress.told(told(0, 0), at(1), ProgressTest::isNowhere);
        assertThat(progress.asOf()).isNull();

        progress.heard("0", 0);

        assertThat(progress.asOf()).isEqualTo(new AsOf(0, NOON.plusSeconds(1)));
    }

    @Test
    void a_later_fact_heard_first_does_not_stand_for_an_earlier_one() {
        progress.heard("2", 2);
        progress.told(told(2, 1, 2), at(1), ProgressTest::isNowhere);
        assertThat(progress.reached()).isEqualTo(-1);

        progress.heard("1", 1);

        assertThat(progress.asOf()).isEqualTo(new AsOf(2, NOON.plusSeconds(1)));
    }

    @Test
    void what_another_instance_heard_is_found_on_record() {
        progress.told(told(2, 1, 2), at(1), _ -> true);

        assertThat(progress.asOf()).isEqualTo(new AsOf(2, NOON.plusSeconds(1)));
    }

    @Test
    void what_is_waited_for_is_not_asked_for_again() {
        progress.told(told(1, 0, 1), at(1), ProgressTest::isNowhere);
        assertThat(progress.toldUpTo()).isEqualTo(1);

        progress.told(told(2, 2), at(2), ProgressTest::isNowhere);
        progress.heard("2", 2);
        progress.heard("1", 1);
        assertThat(progress.asOf()).as("while one is not heard").isNull();
        progress.heard("0", 0);

        assertThat(progress.asOf()).isEqualTo(new AsOf(2, NOON.plusSeconds(2)));
    }

    @Test
    void what_another_instance_heard_meanwhile_is_found_on_record() {
        progress.told(told(0, 0), at(1), ProgressTest::isNowhere);
        progress.told(new FactPage(0, false, List.of()), at(2), _ -> true);

        assertThat(progress.asOf()).isEqualTo(new AsOf(0, NOON.plusSeconds(2)));
    }

    @Test
    void a_page_that_is_not_the_last_says_how_far_and_not_until_when() {
        progress.told(new FactPage(999, true, List.of()), at(1), ProgressTest::isNowhere);

        assertThat(progress.reached()).isEqualTo(999);
        assertThat(progress.asOf()).isNull();
    }

    @Test
    void more_than_can_be_waited_for_is_looked_at_again() {
        int many = 1_000;
        progress.told(told(many - 1, LongStream.range(0, many).toArray()), at(1), ProgressTest::isNowhere);
        IntStream.range(0, many).forEach(i -> progress.heard(Integer.toString(i), i));
        assertThat(progress.asOf()).isNull();

        progress.told(told(many - 1, LongStream.range(0, many).toArray()), at(2), ProgressTest::isNowhere);

        assertThat(progress.asOf()).isEqualTo(new AsOf(many - 1, NOON.plusSeconds(2)));
    }

    @Test
    void what_it_remembers_is_bounded_and_the_ledger_knows_the_rest() {
        int many = 50_000;
        IntStream.range(0, many).forEach(i -> progress.heard(Integer.toString(i), i));

        progress.told(told(many - 1, many - 1), at(1), _ -> true);

        assertThat(progress.reached()).isEqualTo(many - 1);
    }

    @Test
    void a_log_that_is_shorter_than_before_is_looked_at_from_its_beginning() {
        progress.told(new FactPage(7, false, List.of()), at(1), ProgressTest::isNowhere);
        progress.told(new FactPage(3, false, List.of()), at(2), ProgressTest::isNowhere);

        assertThat(progress.reached()).isEqualTo(-1);
        assertThat(progress.asOf()).isNull();
    }

    @Test
    void after_a_restart_the_last_moment_is_known_and_nothing_is_certain() {
        Progress restarted = new Progress(7, NOON);

        assertThat(restarted.asOf()).isEqualTo(new AsOf(7, NOON));
        assertThat(restarted.behind(second(1))).isEmpty();
    }

    private static boolean isNowhere(PublishedFact fact) {
        return false;
    }

    private static FactPage told(long upTo, long... positions) {
        return new FactPage(
                upTo,
                false,
                LongStream.of(positions)
                        .mapToObj(position -> PublishedFact.of(
                                Long.toString(position),
                                "/newsletter",
                                "s7kd",
                                position,
                                NOON,
                                new ConsentWithdrawn("idm", "newsletter", "sign-up", Channel.PAGE, NOON, NOON)))
                        .toList());
    }

    private static Moment at(int second) {
        return new Moment(NOON.plusSeconds(second), second(second));
    }

    private static long second(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
