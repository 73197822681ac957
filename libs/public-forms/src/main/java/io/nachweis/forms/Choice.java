package io.nachweis.forms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A field that is filled in by choosing.
 *
 * @param values with what each is called: a text, or its name in the messages
 */
public record Choice(String field, Map<String, String> values) {

    public Choice {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
