package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import java.util.Map;

/**
 * A mail, written and not yet sent.
 *
 * @param scope whom it is written to, and category and case of what it is about, which its record belongs to
 * @param headers beside those that every mail has
 */
public record Draft(
        ControllerPolicy policy, EmailAddress recipient, KeyScope scope, Letter letter, Map<String, String> headers) {}
