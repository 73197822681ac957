package io.nachweis.local;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A mail as it arrived.
 *
 * @param to whom the envelope named
 * @param headers as they stand in the mail; one that stands there twice has a line for each
 * @param links every address in the text that can be opened
 */
public record CaughtMail(
        long id,
        Instant receivedAt,
        String from,
        List<String> to,
        String subject,
        Map<String, String> headers,
        String text,
        List<String> links) {

    /** Punctuation at its end belongs to the sentence around it. */
    public static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)]");

    static CaughtMail of(long id, Instant receivedAt, MovingMessage received) throws MessagingException {
        MimeMessage message = received.getMessage();
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), header.getValue(), (first, next) -> first + "\n" + next);
        }
        String text = text(message);
        return new CaughtMail(
                id,
                receivedAt,
                Objects.requireNonNullElse(received.getReturnPath(), "").toString(),
                received.getToAddresses().stream().map(MailAddress::getEmail).toList(),
                Objects.requireNonNullElse(message.getSubject(), ""),
                Collections.unmodifiableMap(headers),
                text,
                LINK.matcher(text).results().map(MatchResult::group).toList());
    }

    private static String text(Part part) throws MessagingException {
        try {
            return switch (part.getContent()) {
                case String text -> text;
                case Multipart parts -> {
                    StringBuilder all = new StringBuilder();
                    for (int i = 0; i < parts.getCount(); i++) {
                        BodyPart each = parts.getBodyPart(i);
                        all.append(text(each)).append('\n');
                    }
                    yield all.toString();
                }
                default -> "[" + part.getContentType() + "]";
            };
        } catch (IOException e) {
            throw new MessagingException("Cannot read the mail", e);
        }
    }
}
