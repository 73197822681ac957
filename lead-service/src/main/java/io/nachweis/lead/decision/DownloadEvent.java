package io.nachweis.lead.decision;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.EndOfRetention;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole life of a download. Its personal part has a key of its own, which ends with it. */
@DataCategory(value = DownloadEvent.CATEGORY, perCase = "download")
public sealed interface DownloadEvent {

    /** The category of the policy that says what a download stores and for how long. */
    String CATEGORY = "whitepaper-leads";

    /** The category of what only the confirmation of a ticked box needs. */
    String CONSENTS = "consent-records";

    UUID download();

    String controller();

    SubjectId subject();

    /**
     * The document is owed from here on, whatever else was ticked (Art. 6(1)(b) GDPR).
     *
     * @param ticketUntil until when the link of the mail brings the document
     * @param purgeAt when the download is forgotten unless the document was fetched
     */
    @EntryType("download.requested.v1")
    record DownloadRequested(
            UUID download,
            String controller,
            SubjectId subject,
            Personal<EmailAddress> email,
            @Nullable Personal<String> name,
            @Nullable Personal<String> company,
            String document,
            String version,
            String language,
            Instant requestedAt,
            Instant ticketUntil,
            Instant purgeAt)
            implements DownloadEvent {}

    /** Boxes were ticked besides; to be handed over to where the mailbox is asked whether that was meant. */
    @EntryType("download.consents-ticked.v1")
    record ConsentsTicked(
            UUID download,
            String controller,
            UUID handOver,

            @DataCategory(value = CONSENTS, perCase = "handOver")
            SubjectId subject,

            @DataCategory(value = CONSENTS, perCase = "handOver")
            Personal<String> ip,

            List<Ticked> ticked,
            Instant tickedAt)
            implements DownloadEvent {}

    /** From here on somebody else answers for the boxes. */
    @EntryType("download.consents-handed-over.v1")
    record ConsentsHandedOver(UUID download, String controller, UUID handOver, SubjectId subject, Instant handedOverAt)
            implements DownloadEvent {}

    /** The first time. How often somebody reads what is theirs is nobody's business. */
    @EntryType("download.document-fetched.v1")
    record DocumentFetched(
            UUID download, String controller, SubjectId subject, String version, String sha256, Instant fetchedAt)
            implements DownloadEvent {}

    /** Nobody fetched the document in time. What was fetched ends by the policy's rule. */
    @EntryType("download.expired.v1")
    record DownloadExpired(UUID download, String controller, SubjectId subject, Instant expiredAt)
            implements DownloadEvent, EndOfRetention {

        @Override
        public Optional<String> endedCategory() {
            return Optional.of(CATEGORY);
        }
    }
}
