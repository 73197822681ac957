package io.nachweis.policy;

import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import java.text.MessageFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words how a date was computed. */
public final class Explanation {

    private final Locale locale;
    private final ResourceBundle words;

    private Explanation(Locale locale) {
        this.locale = locale;
        words = ResourceBundle.getBundle(
                "nachweis/dates", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /**
     * One step of a calculation.
     *
     * @param key of the sentence
     * @param values what it is about, in its order
     */
    public record Reason(String key, List<Object> values) {

        public Reason {
            values = List.copyOf(values);
        }

        Reason(String key, Object... values) {
            this(key, List.of(values));
        }
    }

    /** What a constant is called in a policy file, and in the bundles. */
    public static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> sentences(List<Reason> reasons, Locale locale) {
        var explanation = new Explanation(locale);
        return reasons.stream().map(explanation::sentence).toList();
    }

    /** What a rule does, and when. */
    static String rule(Step step, Locale locale) {
        var explanation = new Explanation(locale);
        String period = explanation.word(step.period()).toString();
        String when =
                step.period().isZero() ? "at-once" : step.from() == From.YEAR_END ? "from-year-end" : "from-trigger";
        String rule = explanation.format(
                "rule." + when,
                explanation.words.getString("action." + key(step.action())),
                period,
                explanation.words.getString("trigger." + key(step.after())));
        return step.bound() == Bound.FLOOR ? explanation.format("rule.floor", rule) : rule;
    }

    private String sentence(Reason reason) {
        return format(reason.key(), reason.values().stream().map(this::word).toArray());
    }

    private Object word(Object value) {
        return switch (value) {
            case LocalDateTime moment -> moment.toLocalDate().format(pattern("date")) + moment.format(pattern("time"));
            case LocalDate day -> day.format(pattern("date"));
            case DayOfWeek day -> day.getDisplayName(TextStyle.FULL, locale);
            case Period period ->
                Stream.of(
                                unit("years", period.getYears()),
                                unit("months", period.getMonths()),
                                unit("days", period.getDays()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
            case ZoneId zone -> zone.getId();
            default -> value;
        };
    }

    private String unit(String key, int count) {
        return count == 0 ? "" : format(key, count);
    }

    private DateTimeFormatter pattern(String key) {
        return DateTimeFormatter.ofPattern(words.getString(key), locale);
    }

    private String format(String key, Object... values) {
        return new MessageFormat(words.getString(key), locale).format(values);
    }
}
