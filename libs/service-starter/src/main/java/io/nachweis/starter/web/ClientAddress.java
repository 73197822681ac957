package io.nachweis.starter.web;

/**
 * Where a public request came from, as the gateway signed it. A controller method declares it as a parameter; a public
 * route without a valid signature is refused.
 */
public record ClientAddress(String ip, String requestId) {

    @Override
    public String toString() {
        return "ClientAddress[…]";
    }
}
