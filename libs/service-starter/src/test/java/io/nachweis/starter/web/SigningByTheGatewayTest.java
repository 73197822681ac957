package io.nachweis.starter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The vector fixes the header's layout, which the gateway writes and the services read. */
class SigningByTheGatewayTest {

    private static final String VECTOR =
            "v3;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;cNlB7i5YQ7H2CKY7klXG07FeOAD08Axp13nTP_WUOUs";

    private static final String WITHOUT_DIGEST =
            "v3;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;4_xtxyech9j8VshnwWuHYw_lWsoA178b13oelW1ifOo";

    private static final String DIGEST = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";
    private static final String METHOD = "POST";
    private static final String TARGET = "/api/v1/idm/subscriptions?x=%20y";

    private final GatewaySignature signature = signatureAt(1796083200);

    private static GatewaySignature signatureAt(long second) {
        return new GatewaySignature(
                "0123456789abcdef0123456789abcdef".getBytes(UTF_8),
                Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }

    @Test
    void gives_the_client_its_address() {
        assertThat(signature.read(VECTOR, METHOD, TARGET, DIGEST))
                .contains(new ClientAddress("2001:db8::7", "0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa"));
    }

    @Test
    void lasts_a_minute() {
        assertThat(signatureAt(1796083260).read(VECTOR, METHOD, TARGET, DIGEST)).isPresent();
        assertThat(signatureAt(1796083261).read(VECTOR, METHOD, TARGET, DIGEST)).isEmpty();
        assertThat(signatureAt(1796083139).read(VECTOR, METHOD, TARGET, DIGEST)).isEmpty();
    }

    @Test
    void covers_every_part() {
        assertThat(signature.read(VECTOR.replace("db8::7", "db8::8"), METHOD, TARGET, DIGEST))
                .isEmpty();
        assertThat(signature.read(VECTOR.replace("1796083200", "1796083201"), METHOD, TARGET, DIGEST))
                .isEmpty();
        assertThat(signature.read(VECTOR.replace("v3;", "v2;"), METHOD, TARGET, DIGEST))
                .isEmpty();
    }

    /** Whoever has seen one cannot use it for something else. */
    @Test
    void is_for_one_request() {
        assertThat(signature.read(VECTOR, "GET", TARGET, DIGEST)).isEmpty();
        assertThat(signature.read(VECTOR, METHOD, "/api/v1/idm/enquiries?x=%20y", DIGEST))
                .isEmpty();
        assertThat(signature.read(VECTOR, METHOD, "/api/v1/idm/subscriptions?x=z", DIGEST))
                .isEmpty();
        assertThat(signature.read(VECTOR, METHOD, "/api/v1/idm/subscriptions", DIGEST))
                .isEmpty();
    }

    /** By who is between the gateway and a service, and takes the digest away, or puts the one of another body in its place. */
    @Test
    void is_for_one_body() {
        assertThat(signature.read(VECTOR, METHOD, TARGET, null)).isEmpty();
        assertThat(signature.read(VECTOR, METHOD, TARGET, DIGEST.replace("RBN", "RBM")))
                .isEmpty();
        assertThat(signature.read(WITHOUT_DIGEST, METHOD, TARGET, null)).isPresent();
        assertThat(signature.read(WITHOUT_DIGEST, METHOD, TARGET, DIGEST)).isEmpty();
    }

    @Test
    void is_missed_when_it_is_not_there() {
        for (String header : new String[] {"", "v3;", "v3;;;;", ";;;;", "v3;192.0.2.7", "v3;ä;ö;ü;ß"}) {
            assertThat(signature.read(header, METHOD, TARGET, DIGEST))
                    .as(header)
                    .isEmpty();
        }
        assertThat(signature.read(null, METHOD, TARGET, DIGEST)).isEmpty();
    }
}
