package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it is to be sent.
 *
 * @param scope category and case of what it is about, which its record belongs to
 * @param headers beside those that every mail has
 * @param form by which anybody could have asked for it; null where its reader or the controller caused it
 */
public record Draft(
        ControllerPolicy policy,
        EmailAddress recipient,
        KeyScope scope,
        Letter letter,
        Map<String, String> headers,
        @Nullable String form) {

    public Draft(
            ControllerPolicy policy,
            EmailAddress recipient,
            KeyScope scope,
            Letter letter,
            Map<String, String> headers) {
        this(policy, recipient, scope, letter, headers, null);
    }

    public Draft askedForBy(String wantedForm) {
        return new Draft(policy, recipient, scope, letter, headers, wantedForm);
    }
}
