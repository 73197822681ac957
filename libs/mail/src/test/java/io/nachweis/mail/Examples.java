package io.nachweis.mail;

import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.mail.MailEvent.MailRefused;
import io.nachweis.mail.MailEvent.MailSent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The words in which the tests tell what became of a mail. One person, one sign-up, one text. */
final class Examples {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final UUID MAIL = UUID.fromString("00000000-0000-0003-0000-000000000001");
    private static final UUID SUBSCRIPTION = UUID.fromString("00000000-0000-0001-0000-000000000001");
    private static final String SIGN_UP = "00000000-0000-0002-0000-000000000001";
    private static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));
    private static final String MESSAGE_ID = "<0123456789abcdef0123456789abcdef@nachweis.example>";

    private Examples() {}

    static MailSent sent(String reply) {
        return new MailSent(
                MAIL,
                "idm",
                "confirmation",
                SUBSCRIPTION,
                "consent-records",
                SIGN_UP,
                SUBJECT,
                MESSAGE_ID,
                "confirmation/1/de",
                "ab".repeat(32),
                "cd".repeat(32),
                Personal.of(reply),
                true,
                NOON);
    }

    static MailRefused refused(@Nullable String status) {
        return new MailRefused(
                MAIL,
                "idm",
                "confirmation",
                SUBSCRIPTION,
                "consent-records",
                SIGN_UP,
                SUBJECT,
                MESSAGE_ID,
                "confirmation/1/de",
                "ab".repeat(32),
                "cd".repeat(32),
                550,
                status,
                NOON);
    }

    static TextPublished published(String id) {
        return new TextPublished(
                id, "de", "ab".repeat(32), "Bitte bestätigen: {purpose}\n\nGuten Tag,\n\n{link}\n", NOON);
    }
}
