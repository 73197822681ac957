package io.nachweis.starter.web;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import io.nachweis.event.EmailAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was filled in, field by field. What is missing or no good is refused by its name and never echoed; what a
 * person cannot see is no reason, it is dropped before.
 */
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
            return EmailAddress.of(VisibleText.address(required(value, field)));
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

    /** A day of the calendar, such as {@code 2026-11-30}, within these. */
    public static LocalDate day(@Nullable String value, String field, LocalDate earliest, LocalDate latest) {
        LocalDate day;
        try {
            day = LocalDate.parse(required(value, field));
        } catch (DateTimeException _) {
            throw invalid(field);
        }
        if (day.isBefore(earliest) || day.isAfter(latest)) {
            throw invalid(field);
        }
        return day;
    }

    /** Several lines for a person to read. */
    public static String text(@Nullable String value, String field, int longest) {
        return visible(value, field, longest, true).orElseThrow(() -> invalid(field));
    }

    /**
     * What a person typed, as everybody sees it; empty where there is nothing to be seen.
     *
     * @param longest in characters as Java counts them
     */
    public static Optional<String> visible(@Nullable String value, String field, int longest, boolean multiline) {
        if (value == null) {
            return Optional.empty();
        }
        String text = multiline ? VisibleText.lines(value) : VisibleText.line(value);
        if (text.length() > longest || !text.codePoints().allMatch(RequestFields::isWhole)) {
            throw invalid(field);
        }
        return Optional.of(text).filter(each -> !each.isEmpty());
    }

    private static boolean isWhole(int codePoint) {
        return codePoint != INSTEAD_OF_WHAT_IS_NO_UTF_8
                && switch (Character.getType(codePoint)) {
                    case Character.SURROGATE, Character.UNASSIGNED -> false;
                    default -> true;
                };
    }

    private static Refusal invalid(String field) {
        return PlatformProblem.INVALID_FIELD.about(field);
    }
}
