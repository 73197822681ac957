package io.nachweis.lead.decision;

import static io.nachweis.lead.decision.DownloadExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.SubjectId;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class DownloadingTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final FixtureConfiguration<Download> download = new AggregateTestFixture<>(Download.class);

    @Test
    void needs_no_consent() {
        download.givenNoPriorActivity().when(request()).expectEvents(requested());
    }

    @Test
    void keeps_apart_what_was_ticked_besides() {
        download.givenNoPriorActivity()
                .when(request(NEWSLETTER, FOLLOW_UP))
                .expectEvents(requested(), ticked(NEWSLETTER, FOLLOW_UP));
    }

    @Test
    void is_asked_for_once() {
        download.given(requested()).when(request(NEWSLETTER)).expectNoEvents();
    }

    @Test
    void keeps_the_first_time_that_the_document_is_fetched() {
        download.given(requested()).when(fetch(after(AN_HOUR))).expectEvents(fetched(after(AN_HOUR)));
        download.given(requested(), fetched(NOON)).when(fetch(after(AN_HOUR))).expectNoEvents();
    }

    @Test
    void works_as_often_as_its_reader_likes_until_the_ticket_ends() {
        var before = after(TICKET).minusNanos(1000);
        assertThat(state(requested(), fetched(NOON)).ticket(before)).isPresent();
        assertThat(state(requested(), fetched(NOON)).ticket(after(TICKET))).isEmpty();
        download.given(requested()).when(fetch(after(TICKET))).expectNoEvents();
    }

    @Test
    void hands_over_what_was_ticked_once() {
        assertThat(state(requested()).awaitsHandOver(HAND_OVER)).isFalse();
        assertThat(state(requested(), ticked(NEWSLETTER)).awaitsHandOver(HAND_OVER))
                .isTrue();
        download.given(requested(), ticked(NEWSLETTER))
                .when(recordHandOver(after(AN_HOUR)))
                .expectEvents(handedOver(after(AN_HOUR)));
        download.given(requested(), ticked(NEWSLETTER), handedOver(NOON))
                .when(recordHandOver(after(AN_HOUR)))
                .expectNoEvents();
    }

    @Test
    void is_forgotten_soon_when_nobody_fetches_the_document() {
        download.given(requested()).when(expire(after(MEMORY).minusMillis(1))).expectNoEvents();
        download.given(requested()).when(expire(after(MEMORY))).expectEvents(expired(after(MEMORY)));
    }

    @Test
    void is_kept_when_somebody_did() {
        download.given(requested(), fetched(after(AN_HOUR)))
                .when(expire(after(MEMORY)))
                .expectNoEvents();
    }

    @Test
    void is_over_when_it_was_forgotten() {
        download.given(requested(), expired(after(MEMORY)))
                .when(fetch(after(AN_HOUR)))
                .expectNoEvents();
        assertThat(state(requestedBy(SubjectId.ERASED)).known())
                .as("its person was erased")
                .isEmpty();
    }
}
