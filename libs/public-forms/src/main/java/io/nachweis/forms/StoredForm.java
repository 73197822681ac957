package io.nachweis.forms;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.Form.Field;
import io.nachweis.policy.FormKind;
import io.nachweis.starter.PolicyRequirement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service stores of the forms of a kind: no form may ask for what nobody stores, nor say another category than what
 * is stored is kept under. A bean for each kind that a service takes.
 *
 * @param fields that it stores, each with its category
 * @param others whether it stores whatever else a form asks for, under the form's category
 */
public record StoredForm(FormKind kind, String category, Map<String, String> fields, boolean others)
        implements PolicyRequirement {

    public static StoredForm of(FormKind kind, String category, String... fields) {
        return new StoredForm(
                kind, category, Stream.of(fields).collect(Collectors.toMap(Function.identity(), _ -> category)), false);
    }

    /** Whatever a form asks for. */
    public static StoredForm whole(FormKind kind, String category) {
        return new StoredForm(kind, category, Map.of(), true);
    }

    /** What it stores besides, for another time than the rest. */
    public StoredForm and(String of, String... more) {
        var all = new HashMap<>(fields);
        Stream.of(more).forEach(field -> all.put(field, of));
        return new StoredForm(kind, category, Map.copyOf(all), others);
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
                form.fields().values().stream().flatMap(field -> unmet(form, field)));
    }

    private Stream<String> unmet(Form form, Field field) {
        String stored = fields.getOrDefault(field.id(), others ? form.category() : null);
        if (stored == null) {
            return Stream.of("forms.%s.fields.%s: is stored by nobody, so the form must not ask for it"
                    .formatted(form.id(), field.id()));
        }
        return Stream.of(form.categoryOf(field))
                .filter(named -> !named.equals(stored))
                .map(named -> "forms.%s.fields.%s.category: must be %s, which it is kept under, not %s"
                        .formatted(form.id(), field.id(), stored, named));
    }
}
