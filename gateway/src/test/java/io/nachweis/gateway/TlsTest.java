package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attacker is on the way between browsers and the gateway, and speaks older TLS, none, or in the name of others. */
@ModuleTest
class TlsTest {

    private static final String NAMES = "dns:localhost,ip:127.0.0.1";

    @TempDir
    Path folder;

    @Test
    void speaks_tls_of_today_and_takes_a_new_certificate_while_it_runs() throws Exception {
        TestCertificate first = TestCertificate.of(NAMES);
        first.write(folder);
        try (var gateway = new RunningGateway(settings(folder))) {
            URI ready = URI.create("https://localhost:" + gateway.port() + "/health/ready");
            assertThat(get(ready, first, "TLSv1.3").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(ready, first, "TLSv1.2")).isInstanceOf(IOException.class);
            assertThat(gateway.sendRaw("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .as("nothing is answered in clear text but that")
                    .doesNotContain("200", "503", "ready");

            TestCertificate second = TestCertificate.of(NAMES);
            second.write(folder);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(get(ready, second, "TLSv1.3").statusCode())
                                    .isIn(200, 503));
        }
    }

    @Test
    void only_sends_on_from_the_plain_port_and_to_no_address_that_somebody_named() throws Exception {
        TestCertificate.of(NAMES).write(folder);
        int plain = freePort();
        try (var _ = new RunningGateway(settings(folder, "--NACHWEIS_TLS_REDIRECT_PORT=" + plain))) {
            try (var client = HttpClient.newHttpClient()) {
                for (String path :
                        new String[] {"/idm/confirm?token=x", "/api/v1/idm/subscriptions", "//evil.example/"}) {
                    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plain + path));
                    for (var each : new HttpRequest[] {
                        request.copy().build(),
                        request.copy()
                                .POST(BodyPublishers.ofString("email=ada@example.org"))
                                .build()
                    }) {
                        HttpResponse<String> answer = client.send(each, BodyHandlers.ofString());
                        assertThat(answer.statusCode()).isEqualTo(308);
                        assertThat(answer.headers().firstValue("Location"))
                                .hasValue("https://privacy.example.org" + path);
                        assertThat(answer.body()).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void does_not_start_with_what_would_fail_or_be_in_vain() throws Exception {
        TestCertificate.of(NAMES).write(folder);
        assertThatThrownBy(() -> new RunningGateway(settings(folder, "--PUBLIC_URL=http://privacy.example.org")))
                .hasStackTraceContaining("PUBLIC_URL must begin with https");
        assertThatThrownBy(() -> new RunningGateway(settings(folder, "--NACHWEIS_TLS_KEY=")))
                .hasStackTraceContaining("must both be set");

        Path other = folder.resolve("other");
        TestCertificate.of(NAMES).write(other);
        assertThatThrownBy(() -> new RunningGateway(settings(folder, "--NACHWEIS_TLS_KEY=" + other.resolve("tls.key"))))
                .hasStackTraceContaining("key");
    }

    /** The attacker is between the gateway and a service, and answers in its place. */
    @Test
    void asks_only_services_of_its_authority_and_takes_a_new_certificate_while_it_runs() throws Exception {
        TestCertificate authority = TestCertificate.authority();
        authority.issue(NAMES).write(folder);
        try (var rights = new Backend(authority.issue(NAMES).context());
                var stranger =
                        new Backend(TestCertificate.authority().issue(NAMES).context());
                var gateway = new RunningGateway(
                        "--RIGHTS_URL=" + rights.uri(),
                        "--LEAD_URL=" + stranger.uri(),
                        "--nachweis.mtls.certificate=" + folder.resolve("tls.crt"),
                        "--nachweis.mtls.key=" + folder.resolve("tls.key"),
                        "--nachweis.mtls.authority=" + folder.resolve("ca.crt"))) {
            awaitStatus(gateway, 200);
            assertThat(gateway.get("/idm/documents/ticket").statusCode()).isEqualTo(503);
            assertThat(stranger.asked()).isEmpty();

            TestCertificate.authority().issue(NAMES).write(folder);
            awaitStatus(gateway, 503);
            authority.issue(NAMES).write(folder);
            awaitStatus(gateway, 200);
        }
    }

    private static void awaitStatus(RunningGateway gateway, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(gateway.get("/idm/rights/ticket").statusCode())
                                .isEqualTo(status));
    }

    private static String[] settings(Path folder, String... more) {
        var settings = new ArrayList<String>();
        settings.add("--PUBLIC_URL=https://privacy.example.org");
        settings.add("--NACHWEIS_TLS_CERTIFICATE=" + folder.resolve("tls.crt"));
        settings.add("--NACHWEIS_TLS_KEY=" + folder.resolve("tls.key"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    private static HttpResponse<String> get(URI uri, TestCertificate trusted, String protocol)
            throws IOException, InterruptedException {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusted.context())
                .sslParameters(parameters)
                .build()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
