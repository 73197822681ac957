package io.nachweis.mail;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail. Its record belongs to category and case of what the mail is about, and ends with it: of a mail
 * about something that was forgotten while it was on its way nothing personal is kept at all.
 */
@DataCategory(byComponent = "category", perCase = "caseId", existingKey = true)
public sealed interface MailEvent {

    /** The stream of the record, derived from the message id. */
    UUID mail();

    String controller();

    /** What the service calls such mails. */
    String kind();

    /** The stream of what the mail is about, such as a subscription. */
    UUID about();

    /** The category of the policy that this is data of. */
    String category();

    String caseId();

    SubjectId subject();

    String messageId();

    /**
     * @param template the text used, {@code <kind>/<version>/<locale>}
     * @param textSha256 of that text, which is an entry of its own: {@link TextPublished}
     * @param contentSha256 of subject, blank line and text, in which what opens something is replaced by its own SHA-256
     * @param smtpReply what the mail server answered to the mail
     * @param certain false when a crash may have come between an earlier sending and its record: it may have gone out twice
     */
    @EntryType("mail.sent.v1")
    record MailSent(
            UUID mail,
            String controller,
            String kind,
            UUID about,
            String category,
            String caseId,
            SubjectId subject,
            String messageId,
            String template,
            String textSha256,
            String contentSha256,
            Personal<String> smtpReply,
            boolean certain,
            Instant sentAt)
            implements MailEvent {}

    /**
     * The mail server did not take the mail, for good or for longer than mails are tried; the components mean what they
     * mean in {@link MailSent}.
     *
     * @param replyCode of the server; 553 also where it was not asked, since it takes no mail for such an address
     * @param status what the refusal was about, an {@link EnhancedStatus}: as the server gave it, else what its reply code
     *     stands for; null in entries that are older than this component
     */
    @EntryType("mail.refused.v1")
    record MailRefused(
            UUID mail,
            String controller,
            String kind,
            UUID about,
            String category,
            String caseId,
            SubjectId subject,
            String messageId,
            String template,
            String textSha256,
            String contentSha256,
            int replyCode,
            @Nullable String status,
            Instant refusedAt)
            implements MailEvent {}
}
