package io.nachweis.starter.idempotency;

import static io.nachweis.contracts.MacKey.part;

import io.nachweis.contracts.MacKey;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Names for requests and for their contents, of which only the service can say what they stand for. */
final class Fingerprints {

    private final MacKey key;
    private final JsonMapper json;

    /** @param secret used for something else too; the key is derived from it */
    Fingerprints(byte[] secret, JsonMapper json) {
        this.key = new MacKey(new MacKey(secret).mac(part("idempotency-key")));
        this.json = json;
    }

    /** Of a request: who may call it so, where, and what it is called. */
    String id(String caller, String method, String path, IdempotencyKey name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.mac(part(caller), part(method), part(path), part(name.value())));
    }

    /** Of what came with it; different for each request, also when the same was sent. */
    byte[] ofContent(String id, Object content) {
        return key.mac(part(id), part(json.writeValueAsBytes(content)));
    }
}
