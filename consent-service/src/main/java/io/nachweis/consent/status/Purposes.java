package io.nachweis.consent.status;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.Controllers;
import java.util.Collection;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** The purposes that the controllers' policies name; there are no others. */
@Component
public class Purposes {

    private final Controllers controllers;

    Purposes(Controllers controllers) {
        this.controllers = controllers;
    }

    public Purpose of(String controller, String purpose) {
        return controllers
                .find(controller)
                .orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal)
                .purpose(purpose)
                .orElseThrow(PlatformProblem.UNKNOWN_PURPOSE::refusal);
    }

    /** Whether an application's token carries the purpose; it may neither ask nor act for another one. */
    public boolean areServedBy(Jwt application, String purpose) {
        return application.getClaim("purposes") instanceof Collection<?> served && served.contains(purpose);
    }
}
