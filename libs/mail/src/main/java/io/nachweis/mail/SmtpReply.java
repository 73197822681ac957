package io.nachweis.mail;

import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import io.nachweis.mail.EnhancedStatus.Concern;
import java.util.Set;

/**
 * A mail server's "no" to a mail.
 *
 * @param code three digits (RFC 5321 §4.2.3)
 * @param text the whole of it, a line each
 */
record SmtpReply(int code, String text) {

    /** How far a mail had come, by what the server was told last of it (RFC 5321 §3.3). */
    enum Stage {
        /** MAIL. */
        SENDER,
        /** RCPT. */
        RECIPIENT,
        /** DATA and the mail itself. */
        CONTENT
    }

    /**
     * About the session and so about every mail, whatever they answer to: closing (RFC 5321 §3.8), bad sequence, and
     * authentication (RFC 4954 §6).
     */
    private static final Set<Integer> SESSION = Set.of(421, 503, 530, 534, 535, 538);

    /**
     * What becomes of the mail.
     *
     * @throws NotDelivered if this is about every mail
     */
    Delivery judge(Stage stage) throws NotDelivered {
        EnhancedStatus status = EnhancedStatus.in(code, text).orElseGet(() -> meaning(stage));
        boolean isAboutSending = stage == Stage.SENDER || status.concern() == Concern.SENDING;
        if ((isAboutSending && SESSION.contains(code)) || (stage == Stage.SENDER && !isAboutAddress(status))) {
            throw NotDelivered.forNow(code);
        }
        if (isAboutSending) {
            return new Deferred(code, status, status.isPermanent() ? Cause.SENDER : Cause.SERVER, false);
        }
        return status.isPermanent() && status.concern() != Concern.FULL_MAILBOX
                ? new Refused(code, status)
                : new Deferred(code, status, Cause.RECIPIENT, false);
    }

    /** One controller's sender, or what it may do, which holds up no other's mails. */
    private static boolean isAboutAddress(EnhancedStatus status) {
        return status.subject() == 1 || status.subject() == 6 || (status.subject() == 7 && status.detail() == 1);
    }

    /** What the code says by itself, where no enhanced one stands beside it (RFC 5321 §4.2.3, §4.3.2). */
    private EnhancedStatus meaning(Stage stage) {
        return switch (stage) {
            case SENDER -> code == 553 ? status(1, 7) : status(3, 0);
            case RECIPIENT ->
                switch (code) {
                    case 550 -> status(1, 1); // mailbox unavailable
                    case 551 -> status(1, 6); // user not local
                    case 501, 553 -> status(1, 3); // not a mailbox name
                    case 450 -> status(2, 0); // mailbox busy
                    case 552 -> status(2, 2); // exceeded storage allocation
                    default -> status(3, 0);
                };
            case CONTENT ->
                switch (code) {
                    case 450, 550 -> status(7, 0); // rejected for policy reasons
                    case 552 -> status(2, 2);
                    default -> status(3, 0);
                };
        };
    }

    private EnhancedStatus status(int subject, int detail) {
        return new EnhancedStatus(code / 100, subject, detail);
    }
}
