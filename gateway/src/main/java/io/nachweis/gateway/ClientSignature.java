package io.nachweis.gateway;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.contracts.MacKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Tells the services who is calling, in a way that only this gateway can, and for this request only:
 * {@code v3;<ip>;<request id>;<unix seconds>;<base64url HMAC-SHA-256 of what is before it, of method, path and query, and
 * of the Content-Digest of the body, unless that is only let through>}.
 */
final class ClientSignature {

    static final String HEADER = "X-Nachweis-Client";

    private static final int KEY_BYTES = 32;

    private final MacKey key;
    private final InstantSource time;

    ClientSignature(byte[] key, InstantSource time) {
        this.key = new MacKey(key);
        this.time = time;
    }

    /** With the key that the services know, and real time. */
    static ClientSignature from(Path secrets) {
        Path file = secrets.resolve("gateway.key");
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return new ClientSignature(key, InstantSource.system());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The secret " + file + " cannot be read", e);
        } catch (IllegalArgumentException _) {
            // Not base64: said below, without what was found.
        }
        throw new IllegalStateException("The secret " + file + " must hold base64 of " + KEY_BYTES + " bytes");
    }

    /** As it waits to be signed. */
    static String unsigned(String ip, String requestId) {
        return ip + ';' + requestId;
    }

    /** When it is sent, and how it is addressed is certain. */
    void sign(HttpRequest request) {
        Header client = request.getFirstHeader(HEADER);
        if (client != null) {
            Header digest = request.getFirstHeader(ContentDigest.HEADER);
            String ofBody = digest == null ? "" : digest.getValue();
            request.setHeader(HEADER, sign(client.getValue(), request.getMethod(), request.getRequestUri(), ofBody));
        }
    }

    /**
     * @param target path and query, as the service sees them
     * @param digest of the body; empty where that is not known yet
     */
    String sign(String unsigned, String method, String target, String digest) {
        String signed = "v3;" + unsigned + ';' + time.instant().getEpochSecond();
        return signed + ';' + key.sign(signed + ';' + method + ' ' + target + '\n' + digest);
    }
}
