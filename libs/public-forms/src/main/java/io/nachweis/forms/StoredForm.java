package io.nachweis.forms;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.starter.PolicyRequirement;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a service stores of the forms of a kind: no form may ask for what nobody stores, nor say another category than what
 * is stored is kept under. A bean for each kind that a service takes.
 *
 * @param fields that it stores; all that a form may ask for, where {@code others} is true
 */
public record StoredForm(FormKind kind, String category, Set<String> fields, boolean others)
        implements PolicyRequirement {

    public static StoredForm of(FormKind kind, String category, String... fields) {
        return new StoredForm(kind, category, Set.of(fields), false);
    }

    /** Whatever a form asks for. */
    public static StoredForm whole(FormKind kind, String category) {
        return new StoredForm(kind, category, Set.of(), true);
    }

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        return policy.forms().values().stream()
                .filter(form -> form.kind() == kind)
                .flatMap(this::unmet);
    }

    private Stream<String> unmet(Form form) {
        return Stream.concat(
                Stream.of(form.category())
                        .filter(named -> !named.equals(category))
                        .map(named -> "forms.%s.category: must be %s, which such forms are kept under, not %s"
                                .formatted(form.id(), category, named)),
                form.fields().keySet().stream()
                        .filter(field -> !others && !fields.contains(field))
                        .map(field -> "forms.%s.fields.%s: is stored by nobody, so the form must not ask for it"
                                .formatted(form.id(), field)));
    }
}
