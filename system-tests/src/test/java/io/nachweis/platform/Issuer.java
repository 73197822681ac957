package io.nachweis.platform;

import java.util.List;
import java.util.Map;

/** Has a token for everybody that a story needs, also for people whom no house employs. */
public interface Issuer {

    default String token(String role) {
        return token(role, List.of("idm"), List.of("newsletter"));
    }

    String token(String role, List<String> controllers, List<String> purposes);

    /** Tokens that are not for us, or not the issuer's, by what is wrong with each. */
    Map<String, String> worthless(String role);
}
