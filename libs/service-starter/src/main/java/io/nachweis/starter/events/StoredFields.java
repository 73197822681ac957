package io.nachweis.starter.events;

import static java.util.function.Predicate.not;

import io.nachweis.event.EntryType;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.personal.PersonalComponents;
import io.nachweis.personal.PersonalComponents.Component;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.starter.PolicyRequirement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What events always store is among the fields of its category. What they store only where a form asks for it, the form's
 * category lists; and what belongs to the category of something else, as the record of a mail, follows that.
 */
record StoredFields(EntryTypes types) implements PolicyRequirement {

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        return types.classes().stream()
                .flatMap(type -> PersonalComponents.of(type).components().stream()
                        .filter(not(Component::isSubject))
                        .filter(component -> isAlwaysStored(type, component.name()))
                        .flatMap(component -> policy.category(component.category()).stream()
                                .filter(category -> !category.fields().contains(component.name()))
                                .map(category -> unmet(type, component, category))));
    }

    private static String unmet(Class<?> type, Component component, DataCategoryRule category) {
        return "categories.%s.fields: must list %s, which %s stores; there are %s"
                .formatted(
                        category.id(),
                        component.name(),
                        type.getAnnotation(EntryType.class).value(),
                        String.join(", ", category.fields()));
    }

    private static boolean isAlwaysStored(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .map(RecordComponent::getAnnotatedType)
                .noneMatch(annotated -> annotated.isAnnotationPresent(Nullable.class));
    }
}
