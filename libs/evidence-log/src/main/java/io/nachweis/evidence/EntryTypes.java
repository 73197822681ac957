package io.nachweis.evidence;

import io.nachweis.event.EntryType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The published names of a service's events, and the classes that read them today. */
public final class EntryTypes {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*\\.v[1-9][0-9]*");

    private final Map<String, Class<?>> classes = new TreeMap<>();

    private EntryTypes() {}

    /**
     * The names of these classes and of everything their sealed interfaces permit. Every class MUST carry an
     * {@link EntryType}, and no two the same.
     */
    public static EntryTypes of(Class<?>... types) {
        EntryTypes entryTypes = new EntryTypes();
        Arrays.stream(types).flatMap(EntryTypes::concrete).distinct().forEach(entryTypes::add);
        return entryTypes;
    }

    /** All names of one log, whichever part of a service appends them. */
    public static EntryTypes union(Collection<EntryTypes> parts) {
        return of(parts.stream().flatMap(part -> part.classes.values().stream()).toArray(Class<?>[]::new));
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(EntryTypes::concrete);
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " is not sealed, so its events cannot be listed");
        }
        return Stream.of(type);
    }

    private void add(Class<?> type) {
        EntryType annotation = type.getAnnotation(EntryType.class);
        if (annotation == null) {
            throw new IllegalArgumentException(
                    type.getName() + " has no @EntryType, and its Java name is never stored");
        }
        if (!isPublishedName(annotation.value())) {
            throw new IllegalArgumentException(
                    annotation.value() + " of " + type.getName() + " is not a name like subscription.confirmed.v1");
        }
        Class<?> other = classes.putIfAbsent(annotation.value(), type);
        if (other != null) {
            throw new IllegalArgumentException(
                    annotation.value() + " names both " + other.getName() + " and " + type.getName());
        }
    }

    static boolean isPublishedName(String name) {
        return NAME.matcher(name).matches();
    }

    public Collection<Class<?>> classes() {
        return List.copyOf(classes.values());
    }

    /** The class that reads entries of this type. */
    public Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** Empty for a class that is not an event, such as a tracking token. */
    Optional<String> nameOf(Class<?> type) {
        EntryType annotation = type.getAnnotation(EntryType.class);
        if (annotation == null) {
            return Optional.empty();
        }
        if (classes.get(annotation.value()) != type) {
            throw new IllegalArgumentException(type.getName() + " is not among the entry types of this log");
        }
        return Optional.of(annotation.value());
    }
}
