package io.nachweis.contracts;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data of a {@link PublishedFact}: the payload of a CloudEvent, as other services read it. A published type never
 * changes: it may gain members that readers can ignore, and anything else is a new type. Each has a JSON Schema on the
 * class path, {@code schemas/<type>.json}.
 */
public sealed interface Published permits Fact, ConsentSnapshot {

    /** The controller whose person this is about. */
    String controller();

    /** Everything that it dates; none of it can be still to come. */
    List<Instant> times();

    /** Every published record by its CloudEvents {@code type}. */
    static Map<String, Class<? extends Published>> types() {
        return Types.ALL;
    }

    /** The class of a CloudEvents {@code type}; empty for a type that is newer than this library. */
    static Optional<Class<? extends Published>> named(String type) {
        return Optional.ofNullable(Types.ALL.get(type));
    }

    /** The CloudEvents {@code type} of a published record. */
    static String typeOf(Class<? extends Published> published) {
        var type = published.getAnnotation(FactType.class);
        if (type == null) {
            throw new IllegalArgumentException(published + " has no @FactType");
        }
        return type.value();
    }

    /** The CloudEvents {@code dataschema} of a type. */
    static URI schemaOf(String type) {
        return URI.create("https://nachweis.io/schemas/" + type + ".json");
    }
}

/** Found once, from what the sealed interfaces permit. */
final class Types {

    static final Map<String, Class<? extends Published>> ALL =
            records(Published.class).collect(Collectors.toUnmodifiableMap(Published::typeOf, Function.identity()));

    private Types() {}

    private static Stream<Class<? extends Published>> records(Class<? extends Published> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(permitted -> records(permitted.asSubclass(Published.class)));
    }
}
