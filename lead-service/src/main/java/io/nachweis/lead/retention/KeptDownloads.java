package io.nachweis.lead.retention;

import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.StreamCases;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A download is kept from when its document was fetched. Before that it waits for its reader, as long as the form says. */
@Component
class KeptDownloads implements StreamCases {

    private final WithheldEvents log;

    KeptDownloads(WithheldEvents log) {
        this.log = log;
    }

    @Override
    public String category() {
        return DownloadEvent.CATEGORY;
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof DownloadRequested || event instanceof DocumentFetched
                ? Optional.of((DownloadEvent) event)
                        .map(each -> new CaseOwner(each.controller(), each.subject(), each.download()))
                : Optional.empty();
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof DocumentFetched;
    }

    @Override
    public Optional<Map<Trigger, Instant>> in(UUID stream, String controller, Instant orderedAt) {
        return log.of(stream.toString(), DownloadEvent.class)
                .flatMap(event -> event instanceof DocumentFetched fetched ? Stream.of(fetched) : Stream.empty())
                .filter(fetched -> fetched.controller().equals(controller))
                .findFirst()
                .map(fetched -> Map.of(Trigger.DOWNLOAD, fetched.fetchedAt()));
    }
}
