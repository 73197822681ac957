package io.nachweis.forms;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.policy.ControllerPolicy.Field;
import io.nachweis.policy.ControllerPolicy.Form;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a form's definition asks for, checked. Whatever else was sent is not looked at. */
public record FieldValues(Form form, Fields fields) {

    private static final String EMAIL = "email";
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final int INSTEAD_OF_WHAT_IS_NO_UTF_8 = 0xFFFD;

    public EmailAddress email() {
        return email(value(EMAIL));
    }

    /** Where there is no form to say what is asked for. */
    static EmailAddress email(Fields fields) {
        return email(fields.one(EMAIL));
    }

    private static EmailAddress email(@Nullable String value) {
        if (value == null) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
        try {
            return EmailAddress.of(value);
        } catch (IllegalArgumentException _) {
            throw PlatformProblem.INVALID_FIELD.about(EMAIL);
        }
    }

    /** Null unless the form asks for the field and it was filled in. */
    public @Nullable Personal<String> text(String name) {
        String value = value(name);
        return value == null ? null : Personal.of(value);
    }

    private @Nullable String value(String name) {
        Field field = form.fields().get(name);
        if (field == null) {
            return null;
        }
        String value = fields.one(name);
        if (value != null && field.multiline()) {
            value = LINE_END.matcher(value).replaceAll("\n");
        }
        boolean acceptable = value == null
                ? !field.required()
                : value.length() <= field.maxLength() && isReadable(value, field.multiline());
        if (!acceptable) {
            throw PlatformProblem.INVALID_FIELD.about(name);
        }
        return value;
    }

    /** Whether everybody who is shown the text can see all of it: it commands nothing, and no character is broken. */
    public static boolean isReadable(String text, boolean multiline) {
        return text.codePoints().allMatch(each -> isPrintable(each) || (multiline && each == '\n'));
    }

    private static boolean isPrintable(int codePoint) {
        return codePoint != INSTEAD_OF_WHAT_IS_NO_UTF_8
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
