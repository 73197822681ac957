package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadState.Open;
import io.nachweis.lead.link.Downloads;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives up a download whose document nobody fetched in time. */
@Component
class ExpireDownloads implements WhenDue {

    private final Downloads downloads;

    ExpireDownloads(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public ExpireDownload command(DueItem item, Instant now) {
        return new ExpireDownload(item.stream(), now);
    }

    @Override
    public Optional<String> categoryOf(String kind) {
        return kind.equals(DueProjection.DOWNLOAD) ? Optional.of(DownloadEvent.CATEGORY) : Optional.empty();
    }

    @Override
    public Optional<TimedEnd> end(DueItem item) {
        return downloads.state(item.stream()) instanceof Open open
                ? Optional.of(new TimedEnd(
                        open.request().subject(),
                        Map.of(Trigger.REQUEST, open.request().requestedAt()),
                        open.request().purgeAt()))
                : Optional.empty();
    }
}
