package io.nachweis.forms;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a website has to know of a form to show and send it, whatever kind it is.
 *
 * @param language that all of it is written in (BCP 47)
 * @param action where it is sent, as a path of this host
 * @param success what to say once it has been sent
 */
record FormDefinition(
        String kind,
        String language,
        String action,
        String button,
        String success,
        List<WordingDefinition> wordings,
        List<FieldDefinition> fields,
        URI noticeUrl,
        String formToken,
        String honeypot,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object proofOfWork) {

    /** @param required whether the form does nothing without it */
    record WordingDefinition(String id, String label, String html, List<String> purposes, boolean required) {}

    /** @param choices those that a value is one of; none for what is typed */
    record FieldDefinition(
            String id,
            String label,
            Control type,
            boolean required,
            int maxLength,
            boolean multiline,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChoiceDefinition> choices) {}

    record ChoiceDefinition(String value, String label) {}

    /** The form control that a field is filled in with, by its name in HTML. */
    enum Control {
        TEXT,
        EMAIL,
        TEL,
        TEXTAREA,
        SELECT;

        @JsonValue
        String html() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
