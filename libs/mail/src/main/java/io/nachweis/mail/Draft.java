package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import java.util.Map;

/**
 * A mail, written and not yet sent.
 *
 * @param headers beside those that every mail has
 */
public record Draft(ControllerPolicy policy, EmailAddress recipient, Letter letter, Map<String, String> headers) {}
