package io.nachweis.consent.history;

import static io.nachweis.consent.history.HistoryExamples.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.history.History.ServiceEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLineTest {

    @Test
    void tells_the_entries_of_several_logs_oldest_first() {
        var newsletter = List.of(told("newsletter", 3, "08:00"), told("newsletter", 7, "10:00"));
        var consent = List.of(told("consent", 0, "09:00"), told("consent", 1, "11:00"));

        assertThat(line(consent, newsletter))
                .containsExactly(newsletter.get(0), consent.get(0), newsletter.get(1), consent.get(1));
    }

    @Test
    void keeps_the_order_of_a_log_whose_clock_went_back() {
        var newsletter = List.of(told("newsletter", 3, "10:00"), told("newsletter", 4, "08:00"));
        var consent = List.of(told("consent", 0, "09:00"));

        assertThat(line(newsletter, consent)).containsExactly(consent.get(0), newsletter.get(0), newsletter.get(1));
    }

    @Test
    void does_not_depend_on_which_log_is_named_first_when_two_entries_are_of_one_instant() {
        var newsletter = List.of(told("newsletter", 3, "08:00"));
        var consent = List.of(told("consent", 0, "08:00"));

        assertThat(line(newsletter, consent)).isEqualTo(line(consent, newsletter));
    }

    @Test
    void of_nothing_is_empty() {
        assertThat(line(List.of(), List.of())).isEmpty();
    }

    private static List<ServiceEntry> line(List<ServiceEntry> one, List<ServiceEntry> other) {
        return TimeLine.of(List.of(one.iterator(), other.iterator())).toList();
    }

    private static ServiceEntry told(String service, long position, String time) {
        return new ServiceEntry(service, entry(position, time));
    }
}
