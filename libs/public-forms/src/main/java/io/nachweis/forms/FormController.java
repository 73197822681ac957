package io.nachweis.forms;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Field;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells a website what to show. */
@RestController
class FormController {

    record FormDefinition(
            String kind,
            List<WordingDefinition> wordings,
            List<FieldDefinition> fields,
            URI noticeUrl,
            String formToken,
            String honeypot,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object proofOfWork) {}

    record WordingDefinition(String id, String label, String html, List<String> purposes) {}

    record FieldDefinition(String id, String label, boolean required, int maxLength, boolean multiline) {}

    private final Set<FormKind> kinds;
    private final Controllers controllers;
    private final FormTokens formTokens;
    private final FormAdmission admission;
    private final DomainClock clock;

    /** @param kinds of the forms that this service takes */
    FormController(
            Set<FormKind> kinds,
            Controllers controllers,
            FormTokens formTokens,
            FormAdmission admission,
            DomainClock clock) {
        this.kinds = kinds;
        this.controllers = controllers;
        this.formTokens = formTokens;
        this.admission = admission;
        this.clock = clock;
    }

    /** Made anew each time: it says when it was asked for. */
    @GetMapping("/api/v1/{controller}/forms/{form}")
    FormDefinition form(
            @PathVariable("controller") String controllerId,
            @PathVariable("form") String formId,
            @RequestParam(required = false) @Nullable String locale) {
        ControllerPolicy policy =
                controllers.find(controllerId).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
        Form form = policy.form(formId)
                .filter(known -> kinds.contains(known.kind()))
                .orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        Locale wanted = locale == null ? policy.languages().getFirst() : Locale.forLanguageTag(locale);
        List<Wording> wordings = form.current(wanted);
        Locale spoken = wordings.isEmpty() ? wanted : wordings.getFirst().locale();
        return new FormDefinition(
                form.kind().name().toLowerCase(Locale.ROOT),
                wordings.stream()
                        .map(each -> new WordingDefinition(each.id(), each.label(), each.html(), each.purposes()))
                        .toList(),
                form.fields().values().stream()
                        .map(field -> definition(field, spoken))
                        .toList(),
                policy.identity().privacyNotice(),
                formTokens.issue(policy.id(), wordings, clock.now()),
                FormAdmission.HONEYPOT,
                admission.challenge(form));
    }

    private static FieldDefinition definition(Field field, Locale locale) {
        return new FieldDefinition(
                field.id(), label(field.label(), locale), field.required(), field.maxLength(), field.multiline());
    }

    private static String label(Map<Locale, String> labels, Locale locale) {
        return Optional.ofNullable(labels.get(locale))
                .orElseGet(() -> labels.values().iterator().next());
    }
}
