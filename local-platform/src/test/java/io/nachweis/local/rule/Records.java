package io.nachweis.local.rule;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of which only some components matter: the others are null, or false. */
final class Records {

    private Records() {}

    static <R extends Record> R of(Class<R> type, Map<String, ?> components) {
        RecordComponent[] all = type.getRecordComponents();
        var names = Arrays.stream(all).map(RecordComponent::getName).toList();
        if (!names.containsAll(components.keySet())) {
            throw new IllegalArgumentException(type + " has no " + components.keySet());
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(all)
                    .map(component -> value(component, components.get(component.getName())))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(RecordComponent component, @Nullable Object given) {
        return given == null && component.getType() == boolean.class ? (Object) false : given;
    }
}
