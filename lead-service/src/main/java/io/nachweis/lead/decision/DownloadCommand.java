package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Everything one can ask of a download. Instants come from outside; nothing here reads a clock. */
public sealed interface DownloadCommand {

    @TargetAggregateIdentifier
    UUID download();

    /**
     * Somebody wants a document.
     *
     * @param handOver names the handing over of what was ticked, should anything be
     */
    record RequestDownload(
            UUID download,
            String controller,
            SubjectId subject,
            Personal<EmailAddress> email,
            @Nullable Personal<String> name,
            @Nullable Personal<String> company,
            String document,
            String version,
            String language,
            UUID handOver,
            Personal<String> ip,
            List<Ticked> ticked,
            Instant requestedAt,
            Instant ticketUntil,
            Instant purgeAt)
            implements DownloadCommand {}

    /** Whoever asks the mailbox has it now. */
    record RecordHandOver(UUID download, UUID handOver, Instant handedOverAt) implements DownloadCommand {}

    /** The holder of the ticket takes the document. */
    record FetchDocument(UUID download, String version, String sha256, Instant fetchedAt) implements DownloadCommand {}

    /** Nobody has fetched the document in time. */
    record ExpireDownload(UUID download, Instant expiredAt) implements DownloadCommand {}
}
