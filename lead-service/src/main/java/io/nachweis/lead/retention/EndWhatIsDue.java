package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.EnquiryCommand.ExpireEnquiry;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Ends a download or an enquiry whose time is over. */
@Component
class EndWhatIsDue implements WhenDue {

    @Override
    public Object command(DueItem item, Instant now) {
        return switch (item.kind()) {
            case DueProjection.DOWNLOAD -> new ExpireDownload(item.stream(), now);
            case DueProjection.ENQUIRY -> new ExpireEnquiry(item.stream(), now);
            default -> throw new IllegalArgumentException("Nothing is due for " + item.kind());
        };
    }
}
