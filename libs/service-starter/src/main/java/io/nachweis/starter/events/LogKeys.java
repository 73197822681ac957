package io.nachweis.starter.events;

import io.nachweis.contracts.ServiceKey;
import io.nachweis.contracts.ServiceKeyFolder;
import io.nachweis.contracts.SigningKey;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.VerifierKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * What a service signs its log with, and what anybody verifies it with. It is the key of its facts, by another name: the
 * log's origin.
 */
public final class LogKeys {

    private final String service;
    private final String origin;
    private final ServiceKeyFolder published;
    private final NoteSigner signer;

    LogKeys(NachweisSettings settings, Secrets secrets) {
        this.service = settings.service();
        this.origin = origin(settings.publicUrl(), service);
        this.published = ServiceKeyFolder.ofFacts(settings.secrets());
        byte[] seed = secrets.key(service + "-facts");
        ServiceKey key = SigningKey.of("/" + service, seed).publicKey();
        this.signer = NoteSigner.of(verifierKey(origin, key), seed);
    }

    NoteSigner signer() {
        return signer;
    }

    /** Newest first: the one that signs now, and those before it. */
    public List<VerifierKey> all() {
        return all(origin, service, published);
    }

    /**
     * Those of a service's log, newest first.
     *
     * @param secrets the folder of keys
     */
    public static List<VerifierKey> all(URI publicUrl, String service, Path secrets) {
        return all(origin(publicUrl, service), service, ServiceKeyFolder.ofFacts(secrets));
    }

    private static List<VerifierKey> all(String origin, String service, ServiceKeyFolder published) {
        return published.all().stream()
                .filter(key -> key.source().equals("/" + service))
                .map(key -> verifierKey(origin, key))
                .toList();
    }

    private static String origin(URI publicUrl, String service) {
        return publicUrl.getHost() + "/log/" + service;
    }

    private static VerifierKey verifierKey(String origin, ServiceKey key) {
        return VerifierKey.of(origin, Base64.getUrlDecoder().decode(key.x()));
    }
}
