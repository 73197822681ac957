package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.forms.FormDefinition.ChoiceDefinition;
import io.nachweis.forms.FormDefinition.Control;
import io.nachweis.forms.FormDefinition.FieldDefinition;
import io.nachweis.forms.FormDefinition.WordingDefinition;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.Form.Field;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Wording;
import io.nachweis.starter.DomainClock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Describes the forms of a policy, and those that ask for nothing but an address, to websites and to our own pages. */
final class FormDefinitions {

    private static final int LONGEST_ADDRESS = 254;

    private final List<PublicForm> endpoints;
    private final FormTokens formTokens;
    private final FormAdmission admission;
    private final MessageSource messages;
    private final DomainClock clock;

    FormDefinitions(
            List<PublicForm> endpoints,
            FormTokens formTokens,
            FormAdmission admission,
            MessageSource messages,
            DomainClock clock) {
        this.endpoints = List.copyOf(endpoints);
        this.formTokens = formTokens;
        this.admission = admission;
        this.messages = messages;
        this.clock = clock;
    }

    /** By the form's id in the policy, or by the name that a form has which no policy defines. */
    FormDefinition of(ControllerPolicy policy, String id, @Nullable String... wishes) {
        Optional<Form> form = policy.form(id);
        PublicForm endpoint = endpoints.stream()
                .filter(each -> form.isPresent()
                        ? form.get().kind() == each.formKind()
                        : each.formKind() == null && each.kind().equals(id))
                .findFirst()
                .orElseThrow(PlatformProblem.UNKNOWN_FORM::refusal);
        return of(endpoint, policy, form, wishes);
    }

    /** The form that was sent to an endpoint: the one whose wordings were ticked, else the first that is sent there. */
    FormDefinition of(
            PublicForm endpoint, ControllerPolicy policy, Collection<String> ticked, @Nullable String... wishes) {
        List<Form> forms = policy.forms().values().stream()
                .filter(form -> form.kind() == endpoint.formKind())
                .toList();
        Optional<Form> form = forms.stream()
                .filter(each -> ticked.stream().anyMatch(id -> each.wording(id).isPresent()))
                .findFirst()
                .or(() -> forms.stream().findFirst());
        return of(endpoint, policy, form, wishes);
    }

    private FormDefinition of(
            PublicForm endpoint, ControllerPolicy policy, Optional<Form> form, @Nullable String... wishes) {
        Locale language = form.map(known -> policy.language(known, wishes)).orElseGet(() -> policy.language(wishes));
        String name =
                form.map(known -> known.kind().name().toLowerCase(Locale.ROOT)).orElse(endpoint.kind());
        List<Wording> wordings = form.map(known -> known.current(language)).orElse(List.of());
        return new FormDefinition(
                name,
                language.toLanguageTag(),
                endpoint.action(policy),
                say("form." + name + ".button", language),
                say("form." + name + ".success", language),
                wordings.stream()
                        .map(wording -> wording(wording, form, wordings))
                        .toList(),
                Stream.concat(
                                endpoint.choices(policy, language).stream()
                                        .map(choice -> choice(name, choice, language)),
                                form.map(known ->
                                                known.fields().values().stream().map(field -> field(field, language)))
                                        .orElseGet(() -> Stream.of(address(language))))
                        .toList(),
                policy.identity().privacyNotice(),
                formTokens.issue(policy.id(), wordings, clock.now()),
                FormAdmission.HONEYPOT,
                form.map(admission::challenge).orElse(null));
    }

    /** Of several consents none may depend on another, and nothing else may depend on any. */
    private static WordingDefinition wording(Wording wording, Optional<Form> form, List<Wording> all) {
        boolean required = all.size() == 1 && form.stream().anyMatch(known -> known.kind() == FormKind.NEWSLETTER);
        return new WordingDefinition(wording.id(), wording.label(), wording.html(), wording.purposes(), required);
    }

    private static FieldDefinition field(Field field, Locale language) {
        Control type = field.multiline()
                ? Control.TEXTAREA
                : switch (field.id()) {
                    case "email" -> Control.EMAIL;
                    case "phone" -> Control.TEL;
                    default -> Control.TEXT;
                };
        return new FieldDefinition(
                field.id(),
                field.label(language),
                type,
                field.required(),
                field.maxLength(),
                field.multiline(),
                List.of());
    }

    private FieldDefinition choice(String form, Choice choice, Locale language) {
        var values = choice.values().entrySet().stream()
                .map(value -> new ChoiceDefinition(value.getKey(), say(value.getValue(), language)))
                .toList();
        int longest =
                choice.values().keySet().stream().mapToInt(String::length).max().orElse(0);
        return new FieldDefinition(
                choice.field(),
                say("form." + form + "." + choice.field(), language),
                Control.SELECT,
                true,
                longest,
                false,
                values);
    }

    private FieldDefinition address(Locale language) {
        return new FieldDefinition(
                FieldValues.EMAIL, say("form.email", language), Control.EMAIL, true, LONGEST_ADDRESS, false, List.of());
    }

    /** What is no name of a text of ours, such as the title of a document, stands for itself. */
    private String say(String text, Locale language) {
        return Objects.requireNonNullElse(messages.getMessage(text, null, text, language), text);
    }
}
