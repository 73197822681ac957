package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClientSignatureTest {

    /** As services of every version read it. */
    @Test
    void is_the_same_for_ever() {
        var signature = new ClientSignature(
                "0123456789abcdef0123456789abcdef".getBytes(UTF_8), () -> Instant.ofEpochSecond(1796083200));
        assertThat(signature.sign(
                        ClientSignature.unsigned("2001:db8::7", "0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa"),
                        "POST",
                        "/api/v1/idm/subscriptions?x=%20y"))
                .isEqualTo("v2;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;"
                        + "xXIVLd9ZlJLFF5xaOyVze49kFxVY37FK4wzxVTy4AaE");
    }
}
