package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What every document that matches a filter has in its fields, as far as an index can use it. The rest of a filter is
 * left to the comparison of each document with the whole of it.
 */
final class Conditions {

    /** Values in order; {@code together} if, in an array, one element has to be within both ends. */
    record Bounds(@Nullable End low, @Nullable End high, boolean together) {}

    record End(Object value, boolean included) {}

    private final Map<String, List<@Nullable Object>> values = new HashMap<>();
    private final Map<String, Bounds> bounds = new HashMap<>();
    private final Set<String> fields = new TreeSet<>();

    private Conditions() {}

    static Conditions of(Document filter) {
        Conditions conditions = new Conditions();
        conditions.addAll("", filter);
        return conditions;
    }

    /** One of these is in the field. */
    @Nullable
    List<@Nullable Object> values(String field) {
        return values.get(field);
    }

    @Nullable
    Bounds bounds(String field) {
        return bounds.get(field);
    }

    /** All fields and operators on the filter's upper level: what may be shown when it is refused. */
    Set<String> fields() {
        return fields;
    }

    private void addAll(String path, Document filter) {
        filter.forEach((name, value) -> {
            if (name.equals("$and") && value instanceof Collection<?> parts) {
                parts.forEach(part -> {
                    if (part instanceof Document document) {
                        addAll(path, document);
                    }
                });
            } else {
                fields.add(path + name);
                if (!name.startsWith("$")) {
                    add(path + name, value);
                }
            }
        });
    }

    private void add(String field, @Nullable Object value) {
        if (value instanceof Document document && hasOperators(document)) {
            addOperators(field, document);
        } else {
            addValues(field, one(value));
        }
    }

    private void addOperators(String field, Document operators) {
        End low = null;
        End high = null;
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            Object operand = operator.getValue();
            switch (operator.getKey()) {
                case "$eq" -> addValues(field, one(operand));
                case "$in" -> {
                    if (operand instanceof Collection<?> several) {
                        addValues(field, new ArrayList<@Nullable Object>(several));
                    }
                }
                case "$gt" -> low = end(operand, false);
                case "$gte" -> low = end(operand, true);
                case "$lt" -> high = end(operand, false);
                case "$lte" -> high = end(operand, true);
                case "$elemMatch" -> {
                    if (operand instanceof Document element) {
                        if (hasOperators(element)) {
                            addOperators(field, element);
                        } else {
                            addAll(field + ".", element);
                        }
                    }
                }
                default -> {
                    // left to the comparison
                }
            }
        }
        addBounds(field, low, high);
    }

    private void addValues(String field, List<@Nullable Object> oneOf) {
        boolean usable =
                oneOf.stream().allMatch(value -> !(value instanceof Collection<?>) && OrderedBytes.canHold(value));
        if (usable) {
            values.merge(field, oneOf, (a, b) -> a.size() <= b.size() ? a : b);
        }
    }

    private void addBounds(String field, @Nullable End low, @Nullable End high) {
        if (low != null || high != null) {
            bounds.merge(
                    field,
                    new Bounds(low, high, true),
                    (a, b) -> new Bounds(a.low != null ? a.low : b.low, a.high != null ? a.high : b.high, false));
        }
    }

    private static @Nullable End end(@Nullable Object value, boolean included) {
        boolean usable = value != null && !(value instanceof Collection<?>) && OrderedBytes.canHold(value);
        return usable && value != null ? new End(value, included) : null;
    }

    private static List<@Nullable Object> one(@Nullable Object value) {
        List<@Nullable Object> one = new ArrayList<>(1);
        one.add(value);
        return one;
    }

    private static boolean hasOperators(Document document) {
        return document.keySet().stream().anyMatch(name -> name.startsWith("$"));
    }
}
