package io.nachweis.newsletter.audience;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.audience.Members.Member;
import io.nachweis.newsletter.publication.ConsentFactPoller;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Hands out addresses, page by page. That some were handed out is on record before they are, and what the desk knows of
 * withdrawals is asked for first: without it, none are handed out.
 */
@Component
@EnableConfigurationProperties(AudienceSettings.class)
class Exports {

    /** A change, or a member as one who joined. */
    record Change(long position, Recipient recipient) {}

    /**
     * @param last the position to go on after
     * @param isLast whether nothing more is known now
     */
    record ExportPage(List<Change> changes, Instant usableUntil, long last, boolean isLast) {}

    private final Members members;
    private final Recipients recipients;
    private final EventGateway events;
    private final AudienceSettings settings;
    private final ConsentFactPoller consents;
    private final EventProcessingConfiguration processing;
    private final EventStorageEngine log;
    private final DomainClock clock;

    Exports(
            Members members,
            Recipients recipients,
            EventGateway events,
            AudienceSettings settings,
            ConsentFactPoller consents,
            EventProcessingConfiguration processing,
            EventStorageEngine log,
            DomainClock clock) {
        this.members = members;
        this.recipients = recipients;
        this.events = events;
        this.settings = settings;
        this.consents = consents;
        this.processing = processing;
        this.log = log;
        this.clock = clock;
    }

    /** Everybody one may write to who joined after a position. */
    ExportPage joined(Audience audience, long after, int limit, @Nullable String client) {
        ExportPage page = page(audience, members.joined(audience, after, limit), after, limit, client);
        var now = page.changes().stream()
                .filter(change -> change.recipient().may() != null)
                .toList();
        return new ExportPage(now, page.usableUntil(), page.last(), page.isLast());
    }

    /** Everybody who joined or left after a position, as things are now. */
    ExportPage changed(Audience audience, long after, int limit, @Nullable String client) {
        return page(audience, members.changed(audience, after, limit), after, limit, client);
    }

    /** Where to follow the changes from. */
    long last(Audience audience) {
        return members.last(audience);
    }

    private ExportPage page(Audience audience, List<Member> found, long after, int limit, @Nullable String client) {
        Instant now = clock.now();
        Instant until = now.plus(settings.usableFor());
        refuseWhileSomethingIsPutAside();
        if (found.isEmpty() && after > head()) {
            throw PlatformProblem.UNKNOWN_CURSOR.refusal();
        }
        consents.catchUp();
        List<Recipient> read = recipients.of(audience, found);
        int addresses = (int) read.stream().filter(each -> each.may() != null).count();
        if (addresses > 0) {
            events.publish(new AudienceExported(
                    UUID.randomUUID(), audience.controller(), audience.purpose(), client, addresses, now, until));
        }
        return new ExportPage(
                zip(found, read),
                until,
                found.isEmpty() ? after : found.getLast().position(),
                found.size() < limit);
    }

    /** The last position of the log; what was handed out is not beyond it, unless this is not the log it was handed out by. */
    private long head() {
        TrackingToken head = log.createHeadToken();
        return head == null ? -1 : head.position().orElse(-1);
    }

    /** It may be that somebody left, and who follows the changes would go on past it. */
    private void refuseWhileSomethingIsPutAside() {
        boolean isComplete = processing
                .deadLetterQueue(AudienceProjection.GROUP)
                .map(aside -> aside.size() == 0)
                .orElse(true);
        if (!isComplete) {
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
    }

    private static List<Change> zip(List<Member> found, List<Recipient> read) {
        return IntStream.range(0, found.size())
                .mapToObj(i -> new Change(found.get(i).position(), read.get(i)))
                .toList();
    }
}
