package io.nachweis.facts;

import io.nachweis.contracts.OrderSignature;
import io.nachweis.starter.Secrets;
import java.security.PrivateKey;

/** Signs the orders of a service that may give some; only that one declares a bean of this type. */
public record OrderKey(PrivateKey key) {

    /** The secret that only rights-service is given. */
    public static OrderKey of(Secrets secrets) {
        return new OrderKey(OrderSignature.privateKey(secrets.key("rights-facts")));
    }

    @Override
    public String toString() {
        return "OrderKey[…]";
    }
}
