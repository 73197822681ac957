package io.nachweis.personal;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The components of an event record that are personal data, in the order of the record. A record that would let
 * personal data into the evidence is refused when it is first met, which is when the first test of it runs.
 */
public record PersonalComponents(List<Component> components) {

    /**
     * The tree of an event holds each component under its own name.
     *
     * @param category empty where the component {@code categoryName} holds it
     */
    public record Component(
            String name,
            boolean isSubject,
            String category,
            String categoryName,
            String caseName,
            String subjectName,
            boolean existingKey,
            boolean newKey) {

        String categoryIn(JsonNode data) {
            return categoryName.isEmpty() ? category : data.path(categoryName).asString("");
        }
    }

    private static final PersonalComponents NONE = new PersonalComponents(List.of());

    private static final ClassValue<PersonalComponents> KNOWN = new ClassValue<>() {
        @Override
        protected PersonalComponents computeValue(Class<?> type) {
            return type.isRecord() ? read(type) : NONE;
        }
    };

    public static PersonalComponents of(Class<?> payloadType) {
        return KNOWN.get(payloadType);
    }

    /** Of which case an event's data of this category is, so that it ends with that case's key. */
    public String caseOf(String category, JsonNode data) {
        return components.stream()
                .filter(component -> component.categoryIn(data).equals(category) && !component.caseName.isEmpty())
                .map(component -> data.path(component.caseName).asString(KeyScope.NO_CASE))
                .findFirst()
                .orElse(KeyScope.NO_CASE);
    }

    private static PersonalComponents read(Class<?> type) {
        RecordComponent[] all = type.getRecordComponents();
        var personal = Stream.of(all)
                .filter(c -> isPersonal(type, c))
                .map(c -> component(type, c))
                .toList();
        personal.forEach(component -> check(component, type, all));
        return personal.isEmpty() ? NONE : new PersonalComponents(personal);
    }

    private static void check(Component component, Class<?> type, RecordComponent[] all) {
        require(
                component.category.isEmpty() != component.categoryName.isEmpty(),
                type,
                component.name,
                "is of no category, or of two");
        require(
                component.categoryName.isEmpty()
                        || Stream.of(all)
                                .anyMatch(
                                        c -> c.getName().equals(component.categoryName) && c.getType() == String.class),
                type,
                component.name,
                "names no text as its category");
        require(
                component.isSubject
                        || Stream.of(all)
                                .anyMatch(c ->
                                        c.getName().equals(component.subjectName) && c.getType() == SubjectId.class),
                type,
                component.name,
                "names no component with the person's SubjectId");
        require(
                component.caseName.isEmpty()
                        || Stream.of(all).anyMatch(c -> c.getName().equals(component.caseName) && !holdsPerson(c)),
                type,
                component.name,
                "names no plain component as its case");
    }

    private static Component component(Class<?> type, RecordComponent c) {
        DataCategory category = categoryOf(type, c).orElseThrow();
        boolean isSubject = c.getType() == SubjectId.class;
        return new Component(
                c.getName(),
                isSubject,
                category.value(),
                category.byComponent(),
                category.perCase(),
                isSubject ? c.getName() : category.subject(),
                category.existingKey(),
                category.newKey());
    }

    private static Optional<DataCategory> categoryOf(Class<?> type, RecordComponent c) {
        return Stream.<AnnotatedElement>concat(Stream.of(c, type), Stream.of(type.getInterfaces()))
                .flatMap(place -> Stream.ofNullable(place.getAnnotation(DataCategory.class)))
                .findFirst();
    }

    private static boolean holdsPerson(RecordComponent c) {
        return c.getType() == Personal.class || c.getType() == SubjectId.class;
    }

    private static boolean isPersonal(Class<?> type, RecordComponent c) {
        if (holdsPerson(c)) {
            require(categoryOf(type, c).isPresent(), type, c.getName(), "is personal data and has no @DataCategory");
            return true;
        }
        require(
                !c.isAnnotationPresent(DataCategory.class),
                type,
                c.getName(),
                "has a @DataCategory and is neither Personal nor SubjectId");
        require(
                !mentionsPerson(c.getGenericType(), new HashSet<>()),
                type,
                c.getName(),
                "has personal data inside, where it cannot be sealed");
        return false;
    }

    private static boolean mentionsPerson(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return false;
        }
        return switch (type) {
            case Class<?> c when c == Personal.class || c == SubjectId.class || c == EmailAddress.class -> true;
            case Class<?> c when c.isArray() -> mentionsPerson(c.getComponentType(), seen);
            case Class<?> c
            when c.isRecord() ->
                Stream.of(c.getRecordComponents()).anyMatch(r -> mentionsPerson(r.getGenericType(), seen));
            case ParameterizedType p ->
                mentionsPerson(p.getRawType(), seen)
                        || Stream.of(p.getActualTypeArguments()).anyMatch(a -> mentionsPerson(a, seen));
            case GenericArrayType a -> mentionsPerson(a.getGenericComponentType(), seen);
            default -> false;
        };
    }

    private static void require(boolean condition, Class<?> type, String component, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(type.getName() + "." + component + " " + otherwise);
        }
    }
}
