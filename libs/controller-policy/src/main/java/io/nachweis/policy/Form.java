package io.nachweis.policy;

import static java.util.Objects.requireNonNullElse;

import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import java.net.URI;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form of a website: its fields, its wordings, where a browser goes afterwards, how long its links work.
 *
 * @param purpose the one it is mainly for; wordings of their own may offer others beside it; null where a form is
 *     filled in for something that needs no consent
 * @param category which what is entered belongs to, unless its field says another; it lists each such field
 * @param wordings by the controller's order of languages, newest first; none where nothing is agreed to
 * @param returnTo pages a browser may be sent to; the first one unless it asks for another; none without a website
 * @param linkValid how long after the request the link of its mail opens something; nothing where no mail has one
 * @param purgeUnconfirmedAfter how long after the request everything about it goes unless it was confirmed
 * @param guard what keeps it from being used against people
 */
public record Form(
        String id,
        FormKind kind,
        @Nullable String purpose,
        String category,
        Map<String, Field> fields,
        List<Wording> wordings,
        List<URI> returnTo,
        Period linkValid,
        Period purgeUnconfirmedAfter,
        FormGuard guard) {

    /** What a policy leaves out there is none of, or it is as usual. */
    public Form {
        kind = requireNonNullElse(kind, FormKind.NEWSLETTER);
        fields = requireNonNullElse(fields, Map.of());
        wordings = requireNonNullElse(wordings, List.of());
        returnTo = requireNonNullElse(returnTo, List.of());
        linkValid = requireNonNullElse(linkValid, Period.ZERO);
        purgeUnconfirmedAfter = requireNonNullElse(purgeUnconfirmedAfter, Period.ZERO);
        guard = requireNonNullElse(guard, FormGuard.USUAL);
    }

    Form inOrderOf(List<Locale> languages) {
        var ordered = wordings.stream()
                .sorted(Comparator.<Wording>comparingInt(wording -> languages.indexOf(wording.locale()))
                        .thenComparing(Comparator.comparingInt(Wording::version).reversed()))
                .toList();
        return new Form(
                id, kind, purpose, category, fields, ordered, returnTo, linkValid, purgeUnconfirmedAfter, guard);
    }

    /** Looks a wording up by its id, {@code <form>/<version>/<locale>}. */
    public Optional<Wording> wording(String wordingId) {
        return wordings.stream().filter(w -> w.id().equals(wordingId)).findFirst();
    }

    /**
     * What is offered today in the language, or in the controller's first language: each can be agreed to without the
     * others. A wording takes the place of every older one that it shares a purpose with.
     */
    public List<Wording> current(Locale locale) {
        if (wordings.isEmpty()) {
            return List.of();
        }
        var spoken = language(locale.toLanguageTag());
        var inLanguage = wordings.stream()
                .filter(wording -> wording.locale().equals(spoken))
                .toList();
        return inLanguage.stream()
                .filter(wording -> inLanguage.stream().noneMatch(newer -> newer.replaces(wording)))
                .sorted(Comparator.<Wording, Boolean>comparing(wording ->
                                purpose != null && !wording.purposes().contains(purpose))
                        .thenComparingInt(Wording::version))
                .toList();
    }

    Locale language(@Nullable String... wishes) {
        var written = wordings.stream().map(Wording::locale).distinct().toList();
        return Languages.lookUp(written, wishes).orElseGet(written::getFirst);
    }

    /** Whether it is for data of the category, or asks for some beside other. */
    public boolean asksFor(String category) {
        return this.category.equals(category)
                || fields.values().stream().anyMatch(field -> category.equals(field.category()));
    }

    /** What ends what nobody confirmed, as a rule says it; empty where there is nothing to confirm. */
    public Optional<Step> endOfUnconfirmed() {
        return Optional.of(purgeUnconfirmedAfter)
                .filter(period -> !period.isZero())
                .map(period -> new Step(Trigger.REQUEST, period, From.TRIGGER, Bound.CEILING, Action.DELETE));
    }

    public String categoryOf(Field field) {
        return requireNonNullElse(field.category(), category);
    }

    /**
     * @param category null where it is the form's
     * @param maxLength in characters as Java counts them
     * @param multiline whether it may have more than one line
     */
    public record Field(
            String id,
            @Nullable String category,
            boolean required,
            int maxLength,
            boolean multiline,
            Map<Locale, String> label) {

        /** In the language, or in the controller's first. */
        public String label(Locale locale) {
            return Optional.ofNullable(label.get(locale))
                    .orElseGet(() -> label.values().iterator().next());
        }
    }
}
