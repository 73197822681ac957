package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.gateway.Backend.Asked;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@ModuleTest
class RoutesTest {

    private static final RunningGateway GATEWAY = new RunningGateway();

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.newsletter.timesAsked();
        GATEWAY.consent.timesAsked();
        GATEWAY.lead.timesAsked();
        GATEWAY.newsletter.answers(Backend.ok("newsletter"));
        GATEWAY.consent.answers(Backend.ok("consent"));
        GATEWAY.lead.answers(Backend.ok("lead"));
        GATEWAY.rights.timesAsked();
        GATEWAY.rights.answers(Backend.ok("rights"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/idm/forms/newsletter?locale=de, newsletter",
        "/api/v1/idm/subscriptions, newsletter",
        "/idm/confirm?token=abc.DEF-_, newsletter",
        "/idm/unsubscribe?token=a%2Bb, newsletter",
        "/idm/one-click?token=, newsletter",
        "/idm/preferences?token=x, newsletter",
        "/api/v1/idm/unsubscribe-requests, newsletter",
        "/api/v1/idm/audiences/newsletter?limit=10, newsletter",
        "/api/v1/idm/audiences/newsletter/changes?after=41, newsletter",
        "/api/v1/openapi/newsletter.yaml, newsletter",
        "/api/v1/openapi/consent.yaml, consent",
        "/api/v1/idm/systems, consent",
        "/api/v1/idm/approvals, consent",
        "/api/v1/idm/approvals/8e03978e-40d5-43dd-bc93-6894a57f9324/decisions, consent",
        "/api/v1/idm/policy-publications, consent",
        "/api/v1/idm/systems/matomo/attestations, consent",
        "/api/v1/idm/subjects/lookup, consent",
        "/api/v1/idm/subjects/1.abc/purposes/newsletter/withdrawals, consent",
        "/api/v1/idm/retention/preview?until=2027-12-31, consent",
        "/api/v1/idm/retention/reports, consent",
        "/idm/privacy?locale=en, consent",
        "/api/v1/idm/policy, consent",
        "/api/v1/idm/policy/2026-04, consent",
        "/api/v1/idm/forms/download?locale=de, lead",
        "/api/v1/idm/forms/enquiry, lead",
        "/api/v1/idm/downloads, lead",
        "/api/v1/idm/enquiries, lead",
        "/idm/documents/AQ, lead",
        "/api/v1/idm/desk/enquiries?state=open, lead",
        "/api/v1/idm/desk/enquiries/4b7a1c1e-5a5e-4f0e-9a53-0c4c3f0a8a11/answers, lead",
        "/api/v1/idm/relationships/crm-4711, lead",
        "/api/v1/openapi/lead.yaml, lead",
        "/api/v1/idm/forms/rights?locale=de, rights",
        "/api/v1/idm/rights-requests, rights",
        "/idm/rights/AbC-_, rights",
        "/api/v1/idm/subjects/1.abc/holds, rights",
        "/api/v1/idm/subjects/1.abc/holds/1/reviews, rights",
        "/api/v1/idm/desk/rights-requests, rights",
        "/api/v1/idm/desk/rights-requests/1/decisions, rights",
        "/api/v1/openapi/rights.yaml, rights"
    })
    void lead_to_the_service_that_answers_them(String path, String service) {
        assertThat(GATEWAY.get(path).body()).isEqualTo(service);
        Backend backend = switch (service) {
            case "consent" -> GATEWAY.consent;
            case "lead" -> GATEWAY.lead;
            case "rights" -> GATEWAY.rights;
            default -> GATEWAY.newsletter;
        };
        assertThat(backend.onlyAsked().uri()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/error",
                "/index.html",
                "/idm",
                "/idm/page.css",
                "/idm/confirm/",
                "/idm/confirm/more",
                "/api/v1/idm/other",
                "/api/v1/openapi/other.yaml",
                "/api/v2/idm/subscriptions",
                "/internal/idm/subjects/1.abc/entries",
                "/api/v1/idm/internal/subjects",
                "/actuator",
                "/actuator/health",
                "/actuator/env",
                "/gateway/static/form.js",
                "/gateway.yml"
            })
    void that_are_not_there_lead_nowhere(String path) {
        Problems.assertIs(PlatformProblem.NOT_FOUND, GATEWAY.get(path));
        assertNobodyAsked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other/confirm?token=x",
                "/internal/confirm",
                "/actuator/unsubscribe",
                "/IDM/confirm",
                "/api/v1/other/subscriptions",
                "/api/v1/other/subjects/lookup"
            })
    void need_a_controller_that_there_is(String path) {
        Problems.assertIs(PlatformProblem.UNKNOWN_CONTROLLER, GATEWAY.get(path));
        assertNobodyAsked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/idm/subjects/..;/..;/internal",
                "/api/v1/idm/subjects/%2e%2e/%2e%2e/internal",
                "/api/v1/idm/subjects/%2Finternal",
                "/api/v1/idm/subjects//internal",
                "//internal/idm",
                "/api/v1/idm/subjects/a;b=c",
                "/api/v1/idm/subjects/%00",
                "/api/v1/idm/subjects/%0d%0aX-Nachweis-Client:%20v1",
                "/api/v1/idm/subjects/%5c..%5cinternal"
            })
    void are_refused_when_two_parts_could_read_them_differently(String path) {
        Problems.assertIs(PlatformProblem.MALFORMED_REQUEST, GATEWAY.get(path));
        assertNobodyAsked();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /idm/confirm?token=<script> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /idm/confirm HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
                "GET /idm/confirm HTTP/1.1\r\n\r\n",
                "GET /idm/confirm HTTP/1.1\r\nHost: a b\r\n\r\n",
                "POST /idm/one-click HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n",
                "POST /api/v1/idm/subscriptions HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "nonsense\r\n\r\n"
            })
    void are_not_looked_for_when_the_request_is_not_proper_http(String request) {
        assertThat(GATEWAY.sendRaw(request))
                .startsWith("HTTP/1.1 400")
                .contains("https://nachweis.io/problems/malformed-request")
                .doesNotContain("script", "Tomcat", "<html", "nonsense");
        assertNobodyAsked();
    }

    @Test
    void take_a_query_that_cannot_be_decoded_for_a_malformed_request() {
        assertThat(GATEWAY.sendRaw("GET /idm/confirm?token=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
                "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\nConnection: close\r\n\r\n"
            })
    void take_no_blame_for_what_nobody_speaks(String request) {
        assertThat(GATEWAY.sendRaw(request))
                .startsWith("HTTP/1.1 400")
                .contains("https://nachweis.io/problems/malformed-request")
                .doesNotContain("nonsense");
    }

    @Test
    void refuse_headers_that_never_end() {
        String huge = "x".repeat(20_000);
        assertThat(GATEWAY.sendRaw(
                        "GET /idm/confirm HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: " + huge + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("https://nachweis.io/problems/malformed-request");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '{\"email\":\"ada@example.org\",\"x\":\"ü\"}'",
        "application/x-www-form-urlencoded, 'email=ada%40example.org&consents=newsletter%2F1%2Fde'",
        "'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n'",
        "text/plain, ''"
    })
    void pass_a_body_on_byte_for_byte(String contentType, String body) {
        GATEWAY.post("/idm/one-click?token=t", contentType, body);
        Asked asked = GATEWAY.newsletter.onlyAsked();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/idm/one-click?token=t");
        assertThat(asked.body()).isEqualTo(body);
        assertThat(asked.headers().getFirst("Content-Type")).isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void leave_the_method_as_it_is(String method) {
        HttpResponse<String> response =
                GATEWAY.send(GATEWAY.at("/idm/confirm?token=t").method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(GATEWAY.newsletter.onlyAsked().method()).isEqualTo(method);
    }

    @Test
    void pass_on_what_the_service_says_but_not_what_it_runs_on() {
        GATEWAY.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://www.i-digital-m.com/");
            exchange.getResponseHeaders().add("Set-Cookie", "session=1");
            exchange.getResponseHeaders().add("X-Powered-By", "something");
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(303, -1);
        });
        HttpResponse<String> response =
                GATEWAY.post("/api/v1/idm/subscriptions", "application/x-www-form-urlencoded", "email=a");
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("https://www.i-digital-m.com/");
        assertThat(response.headers().map())
                .doesNotContainKeys("set-cookie", "x-powered-by", "server", "access-control-allow-origin");
    }

    @Test
    void pass_on_the_service_s_own_problem() {
        GATEWAY.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            Backend.status(400, "{\"status\":400}").to(exchange);
        });
        HttpResponse<String> response = GATEWAY.post("/api/v1/idm/subscriptions", "application/json", "{}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"status\":400}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void pass_on_who_asks_and_in_which_language() {
        GATEWAY.send(GATEWAY.at("/api/v1/idm/subjects/lookup")
                .header("Authorization", "Bearer abc")
                .header("Accept-Language", "de")
                .header("Idempotency-Key", "k")
                .header("Cookie", "session=1")
                .header("X-Original-URL", "/internal")
                .header("X-HTTP-Method-Override", "DELETE"));
        var headers = GATEWAY.consent.onlyAsked().headers();
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer abc");
        assertThat(headers.getFirst("Accept-Language")).isEqualTo("de");
        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("k");
        assertThat(headers).doesNotContainKeys("Cookie", "X-original-url", "X-http-method-override");
    }

    /** Not defined but for GET (RFC 9110, 14.2), and nothing that is read by GET is large. */
    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-3", "bytes=1000-", "items=0-3", "nonsense"})
    void know_no_parts_of_what_a_service_answers(String range) {
        GATEWAY.lead.answers(Backend.ok("whole"));
        for (HttpRequest.Builder request : List.of(
                GATEWAY.at("/idm/documents/AQ").POST(BodyPublishers.noBody()),
                GATEWAY.at("/api/v1/openapi/lead.yaml"))) {
            HttpResponse<String> answer =
                    GATEWAY.send(request.header("Range", range).header("If-Range", "\"a\""));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("whole");
            assertThat(answer.headers().map()).doesNotContainKeys("accept-ranges", "content-range");
            assertThat(GATEWAY.lead.onlyAsked().headers()).doesNotContainKeys("Range", "If-Range");
        }
    }

    @Test
    void are_all_that_the_log_of_requests_says() {
        assertThat(logged("/idm/confirm?token=secret-token")).startsWith("GET /{controller}/confirm 200 ");
        assertThat(logged("/api/v1/idm/subjects/secret-subject/history"))
                .startsWith("GET /api/v1/{controller}/subjects/** 200 ");
        assertThat(logged("/idm/documents/secret-ticket")).startsWith("GET /{controller}/documents/{ticket} 200 ");
        assertThat(logged("/secret/path")).startsWith("GET - 404 ").doesNotContain("secret");
    }

    /** The line that ends with the request's id; it is written after the answer. */
    private static String logged(String path) {
        var access = (Logger) LoggerFactory.getLogger("io.nachweis.gateway.access");
        var lines = new ArrayBlockingQueue<String>(100);
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        access.setLevel(Level.INFO);
        access.addAppender(appender);
        try {
            String id = GATEWAY.get(path).headers().firstValue("X-Request-Id").orElseThrow();
            while (true) {
                String line = lines.poll(5, TimeUnit.SECONDS);
                assertThat(line).isNotNull();
                if (line.endsWith(id)) {
                    return line;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            access.detachAppender(appender);
        }
    }

    private static void assertNobodyAsked() {
        assertThat(GATEWAY.newsletter.timesAsked() + GATEWAY.consent.timesAsked() + GATEWAY.lead.timesAsked())
                .isZero();
    }
}
