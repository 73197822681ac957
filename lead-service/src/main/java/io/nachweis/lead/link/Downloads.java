package io.nachweis.lead.link;

import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadState;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Downloads as the log has them now. Streams are short. */
@Component
public class Downloads {

    private final EventStore log;

    Downloads(EventStore log) {
        this.log = log;
    }

    public DownloadState state(UUID download) {
        return DownloadState.of(history(download));
    }

    /** In its order. */
    public Stream<DownloadEvent> history(UUID download) {
        return log.readEvents(download.toString())
                .asStream()
                .map(Message::getPayload)
                .map(DownloadEvent.class::cast);
    }
}
