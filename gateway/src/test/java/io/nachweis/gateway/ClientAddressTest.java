package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.gateway.Backend.Asked;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ModuleTest
class ClientAddressTest {

    private static final RunningGateway DIRECT = new RunningGateway();
    private static final RunningGateway BEHIND_PROXIES =
            new RunningGateway("--NACHWEIS_TRUSTED_HOPS=127.0.0.0/8,::1,10.0.0.0/8,fd00::/8");

    private static final String PATH = "/idm/confirm?token=t";

    private static final String NO_BODY = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    @AfterAll
    static void stop() {
        DIRECT.close();
        BEHIND_PROXIES.close();
    }

    @Test
    void is_signed_with_the_request_s_id_and_the_time() throws GeneralSecurityException {
        HttpResponse<String> response = DIRECT.get(PATH);
        String header = DIRECT.newsletter.onlyAsked().headers().getFirst("X-Nachweis-Client");
        String[] parts = header.split(";", -1);
        assertThat(parts).hasSize(5);
        assertThat(parts[0]).isEqualTo("v3");
        assertThat(parts[1]).isIn("127.0.0.1", "::1");
        assertThat(UUID.fromString(parts[2]))
                .hasToString(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(Long.parseLong(parts[3]))
                .isBetween(Instant.now().getEpochSecond() - 10, Instant.now().getEpochSecond());

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RunningGateway.KEY, "HmacSHA256"));
        String signed = header.substring(0, header.lastIndexOf(';')) + ";GET " + PATH + "\n" + NO_BODY;
        byte[] expected = mac.doFinal(signed.getBytes(UTF_8));
        assertThat(parts[4]).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(expected));
    }

    /** Every body that anybody may send, and any other that is not large. */
    @Test
    void is_signed_with_the_body_where_that_is_seen_whole() {
        DIRECT.post("/api/v1/idm/subscriptions", "application/json", "{}");
        assertThat(DIRECT.newsletter.onlyAsked().headers().getFirst("Content-Digest"))
                .isEqualTo("sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:");

        DIRECT.send(DIRECT.at("/api/v1/idm/subjects/lookup")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer one")
                .header("Content-Digest", NO_BODY)
                .POST(BodyPublishers.ofByteArray(new byte[100_000])));
        Asked large = DIRECT.consent.onlyAsked();
        assertThat(large.body()).hasSize(100_000);
        assertThat(large.headers().getFirst("Content-Digest")).isNull();
    }

    @Test
    void is_the_peer_s_whatever_the_client_claims() {
        DIRECT.send(DIRECT.at(PATH)
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Anything", "x")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("X-Nachweis-Client", "v3;203.0.113.9;id;1;mac")
                .header("x-nachweis-client", "v3;203.0.113.8;id;1;mac")
                .header("X-Nachweis-Role", "dpo"));
        Asked asked = DIRECT.newsletter.onlyAsked();
        assertThat(asked.headers().keySet())
                .noneMatch(name -> name.startsWith("X-forwarded"))
                .doesNotContain("Forwarded", "X-real-ip", "X-nachweis-role");
        List<String> client = asked.headers().get("X-Nachweis-Client");
        assertThat(client).singleElement().asString().doesNotContain("203.0.113");
    }

    @ParameterizedTest
    @CsvSource({
        "'203.0.113.9', 203.0.113.9",
        "'1.1.1.1, 203.0.113.9', 203.0.113.9",
        "'1.1.1.1, 203.0.113.9, 10.1.2.3', 203.0.113.9",
        "'10.9.9.9, 10.1.2.3', 10.9.9.9",
        "'2001:DB8:0:0:0:0:0:9', 2001:db8::9",
        "'2001:db8:0:1:1:1:1:1', 2001:db8:0:1:1:1:1:1",
        "'2001:0:0:1:0:0:0:1', 2001:0:0:1::1",
        "'::', '::'",
        "'198.51.100.7:51008', 198.51.100.7",
        "'[2001:db8::9]:51008', 2001:db8::9",
        "'\"[2001:db8::9]\"', 2001:db8::9",
        "'203.0.113.9, fd00::1', 203.0.113.9",
        "'::ffff:203.0.113.9', 203.0.113.9",
        "'fe80::1%eth0', fe80::1",
        "'203.0.113.9, nonsense, 10.1.2.3', 10.1.2.3",
        "'203.0.113.9;v1, 10.1.2.3', 10.1.2.3",
        "'localhost, 10.1.2.3', 10.1.2.3"
    })
    void is_what_the_last_trusted_proxy_says(String forwardedFor, String expected) {
        assertThat(clientOf(forwardedFor)).isEqualTo(expected);
    }

    @Test
    void is_the_proxy_s_own_when_it_says_nothing() {
        assertThat(clientOf("")).isIn("127.0.0.1", "::1");
    }

    @Test
    void is_read_from_several_headers_as_from_one() {
        BEHIND_PROXIES.send(BEHIND_PROXIES
                .at(PATH)
                .header("X-Forwarded-For", "1.1.1.1")
                .header("X-Forwarded-For", "203.0.113.9, 10.1.2.3"));
        assertThat(BEHIND_PROXIES.newsletter.onlyAsked().headers().getFirst("X-Nachweis-Client"))
                .startsWith("v3;203.0.113.9;");
    }

    private static String clientOf(String forwardedFor) {
        BEHIND_PROXIES.send(BEHIND_PROXIES.at(PATH).header("X-Forwarded-For", forwardedFor));
        return BEHIND_PROXIES
                .newsletter
                .onlyAsked()
                .headers()
                .getFirst("X-Nachweis-Client")
                .split(";", -1)[1];
    }
}
