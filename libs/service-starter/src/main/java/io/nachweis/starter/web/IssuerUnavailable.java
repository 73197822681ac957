package io.nachweis.starter.web;

import org.springframework.security.core.AuthenticationException;

/** The issuer of access tokens, or its keys, cannot be reached; the token may well be good. */
final class IssuerUnavailable extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    IssuerUnavailable(Throwable cause) {
        super("The issuer cannot be reached", cause);
    }
}
