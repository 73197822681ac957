package io.nachweis.local.site;

import io.nachweis.local.TokenIssuer;
import io.nachweis.local.Tokens;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Tokens for the asking, and what services need to check them, where Keycloak would have it unless there is one. */
@RestController
class TokenController {

    /** @param controllers that the token carries; null for all */
    record Wanted(
            @Nullable String role,
            @Nullable List<String> controllers,
            @Nullable List<String> purposes) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Granted(String accessToken, String tokenType, long expiresIn) {}

    private final Tokens tokens;
    private final Controllers controllers;

    TokenController(Tokens tokens, Controllers controllers) {
        this.tokens = tokens;
        this.controllers = controllers;
    }

    @PostMapping("/token")
    Granted token(@RequestBody Wanted wanted) {
        if (wanted.role() == null || !Tokens.ROLES.contains(wanted.role())) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "role is one of " + Tokens.ROLES.stream().sorted().toList());
        }
        List<String> carried = wanted.controllers() == null
                ? controllers.all().stream().map(ControllerPolicy::id).toList()
                : wanted.controllers();
        List<String> purposes = wanted.purposes() == null ? List.of() : wanted.purposes();
        try {
            String token = tokens.token(wanted.role(), carried, purposes);
            return new Granted(token, "Bearer", tokens.valid().toSeconds());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    @GetMapping("/realms/nachweis/.well-known/openid-configuration")
    Map<String, Object> discovery() {
        return issuer().discovery();
    }

    @GetMapping("/realms/nachweis/protocol/openid-connect/certs")
    Map<String, Object> keys() {
        return issuer().keys();
    }

    private TokenIssuer issuer() {
        if (tokens instanceof TokenIssuer issuer) {
            return issuer;
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
