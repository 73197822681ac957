package io.nachweis.newsletter.pages;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Purpose;
import java.util.Locale;

/** What people call a purpose. */
final class Names {

    private Names() {}

    /** Its id where the policy does not name it any more. */
    static String of(ControllerPolicy policy, String purpose, Locale language) {
        return policy.purpose(purpose)
                .map(Purpose::name)
                .map(name -> name.getOrDefault(language, purpose))
                .orElse(purpose);
    }
}
