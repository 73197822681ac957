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
        String unsigned = ClientSignature.unsigned("2001:db8::7", "0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa");
        String target = "/api/v1/idm/subscriptions?x=%20y";
        String digest = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";
        assertThat(signature.sign(unsigned, "POST", target, digest))
                .isEqualTo("v3;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;"
                        + "cNlB7i5YQ7H2CKY7klXG07FeOAD08Axp13nTP_WUOUs");
        assertThat(signature.sign(unsigned, "POST", target, ""))
                .isEqualTo("v3;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;"
                        + "4_xtxyech9j8VshnwWuHYw_lWsoA178b13oelW1ifOo");
    }
}
