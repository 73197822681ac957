package io.nachweis.starter.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.nachweis.contracts.ContentDigest;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.SigningKey;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningByServicesTest {

    private final ServiceSignature signature = new ServiceSignature(
            SigningKey.of("/consent", "0123456789abcdef0123456789abcdef".getBytes(UTF_8)),
            ServiceKeys.of(List.of()),
            Clock.fixed(Instant.ofEpochSecond(1796083200), ZoneOffset.UTC));

    /** Services of two versions run side by side while an installation is renewed. */
    @ParameterizedTest
    @CsvSource({
        "GET, /internal/facts?after=3, '', sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, weL1QL-wtV6RTPu62cye4wJE-UnP-FzViiZSZHfRFRiT3tcov_Tz5nwn0uW3PTz5tDA6Wvco5O0VkOr1cV6LBQ",
        "POST, /internal/idm/sign-ups, {}, sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:, CUwE6VZFZYGCrQp_tgN8HQ2_piV6c8uwZ35rouOzi656EosepsgEp8CTHLOnz8EDYWkfzn7hlxeCEP3cyqccDg"
    })
    void is_the_same_for_ever(String method, String path, String body, String digest, String made) {
        assertThat(signature.sign(
                        "newsletter", method, URI.create("http://127.0.0.1:8083" + path), body.getBytes(UTF_8)))
                .containsOnly(
                        entry(
                                ServiceSignature.HEADER,
                                "v3;QRwHsy6Q0IljlE6Q5SqBOVRAsQ3VHAaQvrNXWv05-Lo;newsletter;1796083200;" + made),
                        entry(ContentDigest.HEADER, digest));
    }
}
