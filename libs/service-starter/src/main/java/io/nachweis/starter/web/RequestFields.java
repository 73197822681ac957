package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import io.nachweis.event.EmailAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a JSON body one by one. What is missing or no good is refused by its name and never echoed. */
public final class RequestFields {

    /** Nothing could be asked for under the GDPR before it applied (Art. 99(2)); an earlier date is a slip. */
    private static final Instant GDPR_APPLIES = Instant.parse("2018-05-25T00:00:00Z");

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final int INSTEAD_OF_WHAT_IS_NO_UTF_8 = 0xFFFD;

    private RequestFields() {}

    public static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw invalid(field);
        }
        return value;
    }

    public static EmailAddress email(@Nullable String value, String field) {
        try {
            return EmailAddress.of(required(value, field));
        } catch (IllegalArgumentException _) {
            throw invalid(field);
        }
    }

    /**
     * When something reached the controller: neither later than now nor before the GDPR applied. A caller's clock may be
     * a little ahead of ours; what it calls later is now.
     *
     * @param value as text: a number does not say whether it counts seconds or milliseconds
     */
    public static Instant receivedAt(@Nullable String value, String field, Instant now) {
        Instant receivedAt;
        try {
            receivedAt = Instant.parse(required(value, field));
        } catch (DateTimeException _) {
            throw invalid(field);
        }
        if (receivedAt.isAfter(now.plus(CLOCK_SKEW)) || receivedAt.isBefore(GDPR_APPLIES)) {
            throw invalid(field);
        }
        return (receivedAt.isAfter(now) ? now : receivedAt).truncatedTo(ChronoUnit.MICROS);
    }

    /** Several lines for a person to read, without the blanks around them. */
    public static String text(@Nullable String value, String field, int longest) {
        String text = required(value, field).strip();
        if (text.isEmpty() || text.length() > longest || !isReadable(text, true)) {
            throw invalid(field);
        }
        return text;
    }

    /** Whether everybody who is shown the text can see all of it: it commands nothing, and no character is broken. */
    public static boolean isReadable(String text, boolean multiline) {
        return text.codePoints().allMatch(each -> isPrintable(each) || (multiline && each == '\n'));
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint != INSTEAD_OF_WHAT_IS_NO_UTF_8
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }

    private static Refusal invalid(String field) {
        return PlatformProblem.INVALID_FIELD.about(field);
    }
}
