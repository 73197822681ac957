package io.nachweis.starter.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
        "GET, /internal/facts?after=3, yalYwDCykxfdpDCHu61MKCR-wl6YM20f2ir380RXb7k",
        "POST, /internal/idm/sign-ups, PG2OvKifp6b4PpqAXDZ53fXvDd175HeRWAAOjVw3K_I"
    })
    void is_the_same_for_ever(String method, String path, String mac) {
        assertThat(signature.sign(method, URI.create("http://127.0.0.1:8083" + path)))
                .isEqualTo("v1;consent;1796083200;" + mac);
    }
}
