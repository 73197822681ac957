package io.nachweis.starter.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningByServicesTest {

    private final ServiceSignature signature = new ServiceSignature(
            "consent",
            "0123456789abcdef0123456789abcdef".getBytes(UTF_8),
            Clock.fixed(Instant.ofEpochSecond(1796083200), ZoneOffset.UTC));

    /** Services of two versions run side by side while an installation is renewed. */
    @ParameterizedTest
    @CsvSource({
        "GET, /internal/facts?after=3, '', sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, PxgqOkm3iwyxWx_Na2wWPGMESwyo-hjjhexZcWof2ng",
        "POST, /internal/idm/sign-ups, {}, sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:, 7E6i7kaQH-NL6lME7tBOC9G-dyplCQ3GN575ybsk8_M"
    })
    void is_the_same_for_ever(String method, String path, String body, String digest, String mac) {
        assertThat(signature.sign(method, URI.create("http://127.0.0.1:8083" + path), body.getBytes(UTF_8)))
                .containsOnly(
                        entry(ServiceSignature.HEADER, "v2;consent;1796083200;" + mac),
                        entry(ServiceSignature.CONTENT_DIGEST, digest));
    }
}
