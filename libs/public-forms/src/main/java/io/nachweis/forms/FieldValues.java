package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.policy.Form;
import io.nachweis.policy.Form.Field;
import io.nachweis.starter.web.RequestFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a form's definition asks for, checked. Whatever else was sent is not looked at. */
public record FieldValues(Form form, Fields fields) {

    static final String EMAIL = "email";

    public EmailAddress email() {
        RequestFields.required(value(EMAIL), EMAIL);
        return email(fields);
    }

    /** Where there is no form to say what is asked for. */
    public static EmailAddress email(Fields fields) {
        return RequestFields.email(fields.one(EMAIL), EMAIL);
    }

    /** Null unless the form asks for the field and it was filled in. */
    public @Nullable Personal<String> text(String name) {
        String value = value(name);
        return value == null ? null : Personal.of(value);
    }

    /** What the form asks for beside the address and these; null where none of it was filled in. */
    public @Nullable Personal<Map<String, String>> others(String... known) {
        var others = new LinkedHashMap<String, String>();
        form.fields().keySet().stream()
                .filter(name -> !name.equals(EMAIL) && !List.of(known).contains(name))
                .forEach(name -> {
                    String value = value(name);
                    if (value != null) {
                        others.put(name, value);
                    }
                });
        return others.isEmpty() ? null : Personal.of(Map.copyOf(others));
    }

    private @Nullable String value(String name) {
        Field field = form.fields().get(name);
        if (field == null) {
            return null;
        }
        Optional<String> value = RequestFields.visible(fields.one(name), name, field.maxLength(), field.multiline());
        if (value.isEmpty() && field.required()) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return value.orElse(null);
    }
}
