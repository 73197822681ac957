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
            "v1;2001:db8::7;0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa;1796083200;L3svphSy4LeK3BTiS5t2xTSHgvas_U5BNwFGTK0dGfA";

    private final GatewaySignature signature = signatureAt(1796083200);

    private static GatewaySignature signatureAt(long second) {
        return new GatewaySignature(
                "0123456789abcdef0123456789abcdef".getBytes(UTF_8),
                Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }

    @Test
    void gives_the_client_its_address() {
        assertThat(signature.read(VECTOR))
                .contains(new ClientAddress("2001:db8::7", "0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa"));
    }

    @Test
    void lasts_a_minute() {
        assertThat(signatureAt(1796083260).read(VECTOR)).isPresent();
        assertThat(signatureAt(1796083261).read(VECTOR)).isEmpty();
        assertThat(signatureAt(1796083139).read(VECTOR)).isEmpty();
    }

    @Test
    void covers_every_part() {
        assertThat(signature.read(VECTOR.replace("db8::7", "db8::8"))).isEmpty();
        assertThat(signature.read(VECTOR.replace("1796083200", "1796083201"))).isEmpty();
        assertThat(signature.read(VECTOR.replace("v1;", "v2;"))).isEmpty();
    }

    @Test
    void is_missed_when_it_is_not_there() {
        for (String header : new String[] {"", "v1;", "v1;;;;", ";;;;", "v1;192.0.2.7", "v1;ä;ö;ü;ß"}) {
            assertThat(signature.read(header)).as(header).isEmpty();
        }
        assertThat(signature.read(null)).isEmpty();
    }
}
