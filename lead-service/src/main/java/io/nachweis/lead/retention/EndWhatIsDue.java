package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadState.Open;
import io.nachweis.lead.decision.EnquiryCommand.ExpireEnquiry;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.link.Downloads;
import io.nachweis.lead.link.Enquiries;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Ends a download or an enquiry whose time is over. */
@Component
class EndWhatIsDue implements WhenDue {

    private final Downloads downloads;
    private final Enquiries enquiries;

    EndWhatIsDue(Downloads downloads, Enquiries enquiries) {
        this.downloads = downloads;
        this.enquiries = enquiries;
    }

    @Override
    public Object command(DueItem item, Instant now) {
        return switch (item.kind()) {
            case DueProjection.DOWNLOAD -> new ExpireDownload(item.stream(), now);
            case DueProjection.ENQUIRY -> new ExpireEnquiry(item.stream(), now);
            default -> throw new IllegalArgumentException("Nothing is due for " + item.kind());
        };
    }

    @Override
    public Optional<String> categoryOf(String kind) {
        return switch (kind) {
            case DueProjection.DOWNLOAD -> Optional.of(DownloadEvent.CATEGORY);
            case DueProjection.ENQUIRY -> Optional.of(EnquiryEvent.CATEGORY);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<TimedEnd> end(DueItem item) {
        return switch (item.kind()) {
            case DueProjection.DOWNLOAD -> endOfDownload(item.stream());
            case DueProjection.ENQUIRY -> endOfEnquiry(item.stream());
            default -> Optional.empty();
        };
    }

    private Optional<TimedEnd> endOfDownload(UUID download) {
        if (!(downloads.state(download) instanceof Open open)) {
            return Optional.empty();
        }
        Map<Trigger, Instant> happened = first(downloads.history(download), DocumentFetched.class)
                .map(fetched -> Map.of(Trigger.DOWNLOAD, fetched.fetchedAt()))
                .orElseGet(() -> Map.of(Trigger.REQUEST, open.request().requestedAt()));
        return Optional.of(new TimedEnd(happened, open.keptUntil()));
    }

    private Optional<TimedEnd> endOfEnquiry(UUID enquiry) {
        return enquiries.state(enquiry).known().map(known -> {
            Map<Trigger, Instant> happened = new EnumMap<>(Trigger.class);
            happened.put(Trigger.LAST_CONTACT, known.lastContact());
            first(enquiries.history(enquiry), EnquiryClosed.class)
                    .ifPresent(closed -> happened.put(Trigger.CLOSING, closed.closedAt()));
            return new TimedEnd(happened, known.endsAt());
        });
    }

    private static <E> Optional<E> first(Stream<?> history, Class<E> type) {
        return history.filter(type::isInstance).map(type::cast).findFirst();
    }
}
