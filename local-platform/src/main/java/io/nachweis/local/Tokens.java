package io.nachweis.local;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Who gives tokens for the asking, in a trial. */
public interface Tokens {

    Set<String> ROLES = Set.of("privacy-desk", "approver", "dpo", "auditor", "marketing", "app", "operator");

    /**
     * A token that speaks for somebody of this role. Only an application has purposes.
     *
     * @throws IllegalArgumentException if nobody of the role has these controllers and purposes
     */
    String token(String role, List<String> controllers, List<String> purposes);

    /** For how long. */
    Duration valid();
}
