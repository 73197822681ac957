package io.nachweis.platform;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the parts of a platform run. Stories are told of every shape; {@code -Dnachweis.platform} names that of this run. */
public enum Shape {
    /** Everything in one process. */
    TRIAL,
    /** The gateway and each service in a process of its own; a trial without them lends what they stand on. */
    PROCESSES,
    /** A trial that has a real Keycloak in the place of its own tokens. */
    KEYCLOAK,
    /** No trial: one machine, with a mail server, an issuer and secrets of the operator's. */
    REAL;

    public static final Shape OF_THIS_RUN =
            valueOf(System.getProperty("nachweis.platform", "trial").toUpperCase(Locale.ROOT));

    /** How the launcher is told to start it. */
    List<String> up() {
        return switch (this) {
            case TRIAL, PROCESSES -> List.of("up", "--detach");
            case KEYCLOAK -> List.of("up", "--detach", "--keycloak");
            case REAL -> List.of("up", "--detach", "--real");
        };
    }

    Map<String, String> environment() {
        return switch (this) {
            case TRIAL, REAL -> Map.of();
            case PROCESSES ->
                Map.of(
                        "NACHWEIS_TRIAL_WITHOUT",
                        String.join(",", Deployment.parts().keySet()));
            case KEYCLOAK ->
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", Realm.ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", Realm.PASSWORD);
        };
    }
}
