package io.nachweis.starter.web;

import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.CallFailure.Reason;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.starter.sample.SampleApplication;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that was given a certificate, and its calls. The attacker is on the network between the parts: listens, answers in
 * the place of a part, or asks one, without a certificate of the installation's authority.
 */
@ModuleTest
class SpeakingTlsToPartsTest {

    private static final String NAMES = "dns:localhost,ip:127.0.0.1";

    private final TestCertificate authority = TestCertificate.authority();
    private final int port = freePort();

    @TempDir
    Path folder;

    @Test
    void whoever_has_no_certificate_of_the_authority_gets_no_answer() throws Exception {
        TestCertificate another = authority.issue(NAMES);
        TestCertificate stranger = TestCertificate.authority().issue(NAMES);
        authority.issue(NAMES).write(folder);
        try (RunningSample sample = start("--management.server.port=0")) {
            assertThat(get(another.context(), "TLSv1.3").statusCode()).isEqualTo(200);

            assertThatThrownBy(() -> get(another.contextOfNobody(), "TLSv1.3")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(stranger.context(), "TLSv1.3")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(another.context(), "TLSv1.2")).isInstanceOf(IOException.class);
            assertThat(sample.sendRaw("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .as("in clear text")
                    .doesNotContain("200", "UP");
        }
    }

    /** A probe has no certificate, and learns nothing but whether the service is well. */
    @Test
    void probes_and_metrics_are_at_a_port_of_their_own_and_nothing_else_is() throws Exception {
        authority.issue(NAMES).write(folder);
        try (RunningSample sample = start("--management.server.port=0")) {
            URI management = URI.create("http://localhost:" + sample.managementPort());
            for (String path :
                    new String[] {"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus"}) {
                assertThat(status(management.resolve(path))).as(path).isEqualTo(200);
            }
            for (String path : new String[] {
                "/api/v1/idm/count", "/api/v1/idm/notes", "/internal/facts", "/readyz", "/actuator/env"
            }) {
                assertThat(status(management.resolve(path))).as(path).isIn(401, 403, 404);
            }
        }
    }

    @Test
    void a_certificate_is_replaced_while_it_runs_and_with_it_the_authority() throws Exception {
        TestCertificate first = authority.issue(NAMES);
        first.write(folder);
        try (RunningSample sample = start()) {
            ServiceClient itself = sample.bean(ServiceClients.class).to("lead", "itself");
            assertReached(itself);
            assertThat(shown(get(first.context(), "TLSv1.3"))).isEqualTo(first.shown());

            TestCertificate second = TestCertificate.authority().issue(NAMES);
            second.write(folder);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(shown(get(second.context(), "TLSv1.3"))).isEqualTo(second.shown()));
            assertThatThrownBy(() -> get(first.context(), "TLSv1.3")).isInstanceOf(IOException.class);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertReached(itself));
        }
    }

    @Test
    void a_service_tells_nobody_who_answers_in_the_place_of_a_part() throws Exception {
        TestCertificate stranger = TestCertificate.authority().issue(NAMES);
        stranger.write(folder.resolve("stranger"));
        authority.issue(NAMES).write(folder.resolve("part"));
        try (RunningSample _ = start(folder.resolve("stranger"), port);
                RunningSample part = start(folder.resolve("part"), freePort())) {
            assertThatExceptionOfType(CallFailure.class)
                    .isThrownBy(() -> part.bean(ServiceClients.class)
                            .to("lead", "stranger")
                            .tell(http -> http.get().uri("/internal/facts")))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE));
        }
    }

    @Test
    void it_does_not_start_with_half_of_what_it_needs() {
        authority.issue(NAMES).write(folder);

        assertThatThrownBy(() -> start("--nachweis.mtls.authority=").close())
                .hasStackTraceContaining("must all be set");
    }

    /** It is asked for what it tells nobody, and says so: 403. */
    private static void assertReached(ServiceClient service) {
        assertThatExceptionOfType(CallFailure.class)
                .isThrownBy(() -> service.tell(http -> http.get().uri("/internal/facts")))
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(403));
    }

    private RunningSample start(String... more) {
        return start(folder, port, more);
    }

    /** It takes itself for lead-service. */
    private RunningSample start(Path certificate, int at, String... more) {
        var settings = new ArrayList<>(List.of(
                "--server.port=" + at,
                "--LEAD_URL=https://localhost:" + port,
                "--nachweis.mtls.certificate=" + certificate.resolve("tls.crt"),
                "--nachweis.mtls.key=" + certificate.resolve("tls.key"),
                "--nachweis.mtls.authority=" + certificate.resolve("ca.crt")));
        settings.addAll(List.of(more));
        return RunningSample.start(
                SampleApplication.class,
                TestMongo.uri(),
                "127.0.0.1:1",
                ISSUER,
                certificate.resolve("secrets"),
                settings.toArray(String[]::new));
    }

    private HttpResponse<String> get(SSLContext context, String protocol) throws IOException, InterruptedException {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .sslParameters(parameters)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/readyz"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static Certificate shown(HttpResponse<?> answer) throws IOException {
        return answer.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
