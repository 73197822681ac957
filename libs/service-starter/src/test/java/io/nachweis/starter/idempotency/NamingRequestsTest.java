package io.nachweis.starter.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NamingRequestsTest {

    private static final String ID = "Gr6gYVgoX8d3ZHdYT0BPagI-fXuaIn3GQI1Pm0AQhII";

    private final Fingerprints fingerprints =
            new Fingerprints("0123456789abcdef0123456789abcdef".getBytes(UTF_8), JsonMapper.shared());

    /** They are in the log. */
    @Test
    void gives_a_request_the_same_name_for_ever() {
        assertThat(fingerprints.id("", "POST", "/api/v1/idm/subscriptions", IdempotencyKey.of("\"a key\"")))
                .isEqualTo(ID);
    }

    @Test
    void gives_its_content_the_same_name_for_ever() {
        assertThat(HexFormat.of().formatHex(fingerprints.ofContent(ID, Map.of("email", "ada@example.org"))))
                .isEqualTo("5cc9283041c7619a27121a8780404c686fbab0ec9dd125f18872f15802205282");
    }
}
