package io.nachweis.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamLocation;

/** Diagnostics of one file: each with its place, as compilers write it, {@code file:line:column: path: reason}. */
final class Faults {

    private record Fault(int line, int column, String path, String reason) {}

    private final String file;
    private final Map<JsonPointer, TokenStreamLocation> places = new HashMap<>();
    private final List<Fault> found = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void place(JsonPointer at, TokenStreamLocation where) {
        places.put(at, where);
    }

    void add(String reason) {
        found.add(new Fault(1, 1, "", reason));
    }

    void add(TokenStreamLocation where, String reason) {
        add(where.getLineNr(), where.getColumnNr(), reason);
    }

    void add(int line, int column, String reason) {
        found.add(new Fault(line, column, "", reason));
    }

    /** Points to the nearest part around, where there is nothing at the pointer itself. */
    void add(JsonPointer at, String reason) {
        JsonPointer near = at;
        while (!places.containsKey(near) && !near.matches()) {
            near = near.head();
        }
        var place = places.getOrDefault(near, TokenStreamLocation.NA);
        found.add(new Fault(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), path(at), reason));
    }

    int lineOf(JsonPointer at) {
        return places.getOrDefault(at, TokenStreamLocation.NA).getLineNr();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<String> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .map(fault -> file + ":" + fault.line() + ":" + fault.column() + ": "
                        + (fault.path().isEmpty() ? "" : fault.path() + ": ") + fault.reason())
                .toList();
    }

    private static String path(JsonPointer at) {
        var path = new StringBuilder();
        for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
            if (rest.mayMatchElement()) {
                path.append('[').append(rest.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
            }
        }
        return path.toString();
    }
}
