package io.nachweis.facts;

import static io.nachweis.facts.sample.SharedFactsSample.ISSUER;
import static io.nachweis.facts.sample.SharedFactsSample.SAMPLE;
import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.starter.client.ServiceSignature;
import io.nachweis.testing.ModuleTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ModuleTest
class AdmittingServicesTest {

    private static final String PATH = "/internal/facts?after=3";
    private static final Clock NOW = Clock.systemUTC();

    private static final byte[] NOTHING = {};

    @Test
    void admits_a_service_of_this_installation() {
        assertThat(asked(PATH, sign(signature("0123456789abcdef", NOW), "GET", PATH))
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> badSignatures() {
        var ours = signature("0123456789abcdef", NOW);
        var old = signature("0123456789abcdef", Clock.offset(NOW, Duration.ofSeconds(-62)));
        var early = signature("0123456789abcdef", Clock.offset(NOW, Duration.ofSeconds(62)));
        String good = sign(ours, "GET", PATH);
        return Stream.of(
                Arguments.of("of a stranger", sign(signature("another key 1234", NOW), "GET", PATH)),
                Arguments.of("of another path", sign(ours, "GET", "/internal/facts/of/x?after=3")),
                Arguments.of("of another query", sign(ours, "GET", "/internal/facts?after=4")),
                Arguments.of("of another method", sign(ours, "POST", PATH)),
                Arguments.of("of a minute ago", sign(old, "GET", PATH)),
                Arguments.of("of a clock that is ahead", sign(early, "GET", PATH)),
                Arguments.of("of another version", "v1" + good.substring(2)),
                Arguments.of("of another service", good.replace(";consent;", ";content;")),
                Arguments.of("without a signature", good.substring(0, good.lastIndexOf(';') + 1)),
                Arguments.of("of a gateway", "v2;192.0.2.7;id;1796083200;AAAA"),
                Arguments.of("of semicolons", "v2;;;;;"),
                Arguments.of("of nothing", "v2;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSignatures")
    void refuses_a_signature(String what, String signature) {
        assertProblem(asked(PATH, signature), 403, "forbidden");
    }

    @Test
    void refuses_people() {
        var desk = SAMPLE.request(PATH).header("Authorization", "Bearer " + ISSUER.token("privacy-desk"));

        assertProblem(SAMPLE.send(desk), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.request(PATH)), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.byGateway(PATH)), 403, "forbidden");
    }

    @Test
    void refuses_what_makes_no_sense() {
        for (String path : new String[] {
            "/internal/facts", "/internal/facts?after=x", "/internal/facts?after=", "/internal/facts/of/nobody"
        }) {
            assertProblem(asked(path, sign(signature("0123456789abcdef", NOW), "GET", path)), 400, "invalid-field");
        }
    }

    private static ServiceSignature signature(String half, Clock clock) {
        return new ServiceSignature("consent", (half + half).getBytes(UTF_8), clock);
    }

    private static String sign(ServiceSignature signature, String method, String path) {
        return signature.sign(method, URI.create(path), NOTHING).getOrDefault(ServiceSignature.HEADER, "");
    }

    private static HttpResponse<String> asked(String path, String signature) {
        return SAMPLE.send(SAMPLE.request(path)
                .header(ServiceSignature.HEADER, signature)
                .header(ServiceSignature.CONTENT_DIGEST, ServiceSignature.digest(NOTHING)));
    }
}
