package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Problem;
import io.nachweis.contracts.Refusal;
import io.nachweis.forms.FormDefinition.FieldDefinition;
import io.nachweis.forms.FormDefinition.WordingDefinition;
import io.nachweis.forms.page.Pages;
import io.nachweis.policy.ControllerPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * A form that was refused, as it was filled in, with what is wrong: for people whose browser sent it without a script. Its
 * own entries are shown to nobody else; they reach neither a log nor a cache.
 *
 * @param unseen what goes back with it
 * @param fault the field at fault
 * @param why the name of the message that says what is wrong
 */
record FormPage(
        Locale locale,
        ControllerPolicy policy,
        FormDefinition form,
        Map<String, List<String>> entries,
        Map<String, String> unseen,
        String fault,
        String why) {

    private static final String CONSENTS = "consents";
    private static final String LOCALE = "locale";

    /** Thrown where the form is to be shown again. */
    static final class Wanted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient PublicForm endpoint;
        private final transient Submission submission;
        private final transient Refusal refusal;

        Wanted(PublicForm endpoint, Submission submission, Refusal refusal) {
            super(refusal.getMessage(), null, false, false);
            this.endpoint = endpoint;
            this.submission = submission;
            this.refusal = refusal;
        }
    }

    private static FormPage of(FormDefinition form, Submission submission, Refusal refusal) {
        Fields posted = submission.fields();
        String fault = Objects.requireNonNull(refusal.field());
        var entries = new TreeMap<String, List<String>>();
        form.fields().forEach(field -> entries.put(field.id(), posted.all(field.id())));
        entries.put(CONSENTS, posted.all(CONSENTS));
        var unseen = new TreeMap<String, String>();
        unseen.put(LOCALE, form.language());
        posted.all(ReturnPage.FIELD).forEach(page -> unseen.put(ReturnPage.FIELD, page));
        // One that is still good says when its reader saw the form first.
        boolean isFresh = Set.of(FormTokens.FIELD, CONSENTS).contains(fault);
        List<String> shown = isFresh ? List.of(form.formToken()) : posted.all(FormTokens.FIELD);
        shown.forEach(token -> unseen.put(FormTokens.FIELD, token));
        return new FormPage(
                Locale.forLanguageTag(form.language()),
                submission.policy(),
                form,
                entries,
                unseen,
                fault,
                why(refusal.problem(), fault));
    }

    private static String why(Problem problem, String fault) {
        return "form.fault."
                + switch (problem) {
                    case PlatformProblem.UNKNOWN_WORDING -> "wording";
                    case PlatformProblem.UNWANTED_ADDRESS -> "address";
                    default -> Set.of(CONSENTS, FormTokens.FIELD, "altcha").contains(fault) ? fault : "field";
                };
    }

    public String getName() {
        return "form.again";
    }

    public @Nullable String getAbout() {
        return null;
    }

    public @Nullable String entry(FieldDefinition field) {
        return entries.getOrDefault(field.id(), List.of()).stream().findFirst().orElse(null);
    }

    public boolean isTicked(WordingDefinition wording) {
        return entries.getOrDefault(CONSENTS, List.of()).contains(wording.id());
    }

    public boolean isAtFault(String field) {
        return fault.equals(field);
    }

    /** Whether the fault is none of a field that is to be seen. */
    public boolean isAtFaultElsewhere() {
        return form.fields().stream().noneMatch(field -> isAtFault(field.id()))
                && (form.wordings().isEmpty() || !isAtFault(CONSENTS));
    }

    /** Shows it. */
    @Order(0)
    @ControllerAdvice
    static class Shown {

        private final FormDefinitions definitions;
        private final Pages pages;

        Shown(FormDefinitions definitions, Pages pages) {
            this.definitions = definitions;
            this.pages = pages;
        }

        @ExceptionHandler
        ResponseEntity<String> show(Wanted wanted) {
            Submission submission = wanted.submission;
            var form = definitions.of(
                    wanted.endpoint,
                    submission.policy(),
                    submission.fields().all(CONSENTS),
                    submission.fields().all(LOCALE).stream().findFirst().orElse(null),
                    submission.reader().toLanguageTag());
            var page = of(form, submission, wanted.refusal);
            return pages.show(HttpStatus.valueOf(wanted.refusal.problem().status()), "form", page, page.locale());
        }
    }
}
