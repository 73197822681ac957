package io.nachweis.contracts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public keys of the services, by which their facts or their calls count. */
@FunctionalInterface
public interface ServiceKeys {

    /** The key that a fact or a call names. */
    Optional<ServiceKey> find(String kid);

    static ServiceKeys of(Collection<ServiceKey> keys) {
        Map<String, ServiceKey> byKid =
                keys.stream().distinct().collect(Collectors.toUnmodifiableMap(ServiceKey::kid, Function.identity()));
        return kid -> Optional.ofNullable(byKid.get(kid));
    }

    /**
     * Reads the JSON Web Key Set (RFC 7517) that the gateway publishes at {@code /.well-known/jwks.json}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ServiceKeys ofJwks(byte[] jwks) {
        try {
            return of(JsonMapper.shared()
                    .readTree(jwks)
                    .required("keys")
                    .asArray()
                    .valueStream()
                    .filter(jwk -> jwk.path("crv").asString("").equals("Ed25519"))
                    .map(jwk -> new ServiceKey(text(jwk, "source"), text(jwk, "x")))
                    .toList());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "This is no set of keys: " + e.getClass().getSimpleName());
        }
    }

    /** The JSON Web Key Set of these keys; {@code source} is a member of our own, which others ignore. */
    static byte[] toJwks(List<ServiceKey> keys) {
        var set = JsonMapper.shared().createObjectNode();
        var jwks = set.putArray("keys");
        keys.forEach(key -> jwks.addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("alg", "EdDSA")
                .put("use", "sig")
                .put("kid", key.kid())
                .put("x", key.x())
                .put("source", key.source()));
        return JsonMapper.shared().writeValueAsBytes(set);
    }

    private static String text(JsonNode jwk, String member) {
        return jwk.required(member).stringValue();
    }
}
