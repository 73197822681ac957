package io.nachweis.starter.idempotency;

import static io.nachweis.contracts.MacKey.part;

import io.nachweis.contracts.MacKey;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.bson.types.Binary;
import tools.jackson.databind.json.JsonMapper;

/** Keyed hashes of requests and of their contents, under a secret of the day: without it nobody can tell what they are of. */
final class Fingerprints {

    /** Of a request: who may call it so, where, and what it is called. */
    record Request(String caller, String method, String path, IdempotencyKey name) {}

    /**
     * Of a request and what came with it.
     *
     * @param content different for each request, also when the same was sent
     */
    record Fingerprint(String id, Binary content) {}

    private final MacKey secret;
    private final DailySecrets days;
    private final JsonMapper json;

    /** @param secret used for something else too; each day's key is derived from it */
    Fingerprints(byte[] secret, DailySecrets days, JsonMapper json) {
        this.secret = new MacKey(secret);
        this.days = days;
        this.json = json;
    }

    /** Under today's secret, by which it is known if it comes for the first time, and under yesterday's. */
    List<Fingerprint> of(Request request, Object content) {
        LocalDate today = days.today();
        byte[] sent = json.writeValueAsBytes(content);
        return List.of(under(today, request, sent), under(today.minusDays(1), request, sent));
    }

    private Fingerprint under(LocalDate day, Request request, byte[] content) {
        var key = new MacKey(secret.mac(part("idempotency-key"), part(days.of(day))));
        String id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.mac(
                        part(request.caller()),
                        part(request.method()),
                        part(request.path()),
                        part(request.name().value())));
        return new Fingerprint(id, new Binary(key.mac(part(id), part(content))));
    }
}
