package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.ServiceKey;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestSecrets;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class EdgeTest {

    private static final RunningGateway GATEWAY =
            new RunningGateway("--nachweis.gateway.public-url=https://consent.example.org");

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.newsletter.answers(Backend.ok("<html></html>"));
        GATEWAY.consent.answers(Backend.ok("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/idm/confirm?token=t", "/api/v1/idm/subscriptions", "/nowhere", "/other/confirm"})
    void tells_browsers_to_be_careful(String path) {
        HttpHeaders headers = GATEWAY.get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .startsWith("default-src 'none';")
                .contains("frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Cache-Control")).get().asString().contains("no-store");
        assertThat(headers.firstValue("Strict-Transport-Security"))
                .get()
                .asString()
                .contains("max-age=");
        assertThat(headers.allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void demands_encryption_only_where_there_is_some() {
        try (var gateway = new RunningGateway()) {
            assertThat(gateway.get("/idm/confirm").headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void says_each_thing_once_even_when_the_service_says_it_too() {
        GATEWAY.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            exchange.getResponseHeaders().add("X-Frame-Options", "SAMEORIGIN");
            exchange.sendResponseHeaders(200, -1);
        });
        HttpHeaders headers = GATEWAY.get("/api/v1/openapi/newsletter.yaml").headers();
        assertThat(headers.allValues("Cache-Control")).containsExactly("max-age=60");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
    }

    @Test
    void is_ready_when_every_part_is() {
        HttpResponse<String> response = GATEWAY.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"ready\":true,\"consent\":true,\"lead\":true,\"newsletter\":true,\"rights\":true}");
    }

    @Test
    void is_not_ready_when_one_part_is_not() {
        GATEWAY.consent.answers(Backend.status(503, "{}"));
        HttpResponse<String> response = GATEWAY.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"ready\":false,\"consent\":false,\"lead\":true,\"newsletter\":true,\"rights\":true}");
    }

    @Test
    void is_not_ready_before_a_form_gets_through_to_each_service() {
        var waiting = new AtomicBoolean(true);
        GATEWAY.consent.answers(Backend.status(503, "{}"));
        GATEWAY.get("/health/ready");
        GATEWAY.consent.answers(Backend.ok("hello"));
        GATEWAY.lead.answers(exchange -> {
            boolean isForm = exchange.getRequestMethod().equals("POST");
            Backend.status(isForm ? (waiting.get() ? 503 : 400) : 200, "{}").to(exchange);
        });
        assertThat(GATEWAY.get("/health/ready").statusCode()).isEqualTo(503);
        waiting.set(false);
        GATEWAY.rights.timesAsked();
        for (int i = 0; i < 3; i++) {
            assertThat(GATEWAY.get("/health/ready").statusCode()).isEqualTo(200);
        }
        assertThat(GATEWAY.rights.asked())
                .filteredOn(asked -> asked.method().equals("POST"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{}"));
    }

    @Test
    void hands_out_the_form_script_to_any_website() {
        HttpResponse<String> response = GATEWAY.get("/form.js");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("document.currentScript");
        assertThat(response.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/javascript");
        assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
                .contains("cross-origin");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().firstValue("Cache-Control"))
                .get()
                .asString()
                .contains("max-age=300");
    }

    @Test
    void does_not_hand_out_the_form_script_twice() {
        String etag = GATEWAY.get("/form.js").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> response = GATEWAY.send(GATEWAY.at("/form.js").header("If-None-Match", etag));
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void publishes_the_keys_that_facts_are_verified_with_and_no_other() {
        HttpResponse<String> response = GATEWAY.get("/.well-known/jwks.json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/jwk-set+json");
        ServiceKey key = TestSecrets.signer("rights").publicKey();
        assertThat(ServiceKeys.ofJwks(response.body().getBytes(UTF_8)).find(key.kid()))
                .contains(key);
        assertThat(response.body()).doesNotContain("\"d\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.css",
                "/form.js",
                "/health/ready",
                "/.well-known/jwks.json",
                "/.well-known/security.txt",
                "/api/v1/openapi/gateway.yaml"
            })
    void names_the_methods_of_what_is_only_read(String path) {
        HttpResponse<String> response = GATEWAY.post(path, "application/json", "{}");
        Problems.assertIs(PlatformProblem.METHOD_NOT_ALLOWED, response);
        assertThat(response.headers().firstValue("Allow")).contains("GET,HEAD");
    }

    @Test
    void says_whom_to_tell_of_a_vulnerability() {
        HttpResponse<String> response = GATEWAY.get("/.well-known/security.txt");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(response.body().lines())
                .contains("Contact: mailto:datenschutz@i-digital-m.com", "Preferred-Languages: de, en")
                .anyMatch(line -> line.matches("Canonical: https?://.*/[.]well-known/security[.]txt"))
                .filteredOn(line -> line.startsWith("Expires: "))
                .singleElement()
                .satisfies(line -> assertThat(Instant.parse(line.substring("Expires: ".length())))
                        .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(365))));
    }

    /** Its requests have no headers, and so no origin, no length and no host to decide by. */
    @ParameterizedTest
    @ValueSource(strings = {"/form.js", "/idm/confirm?token=t", "/nowhere"})
    void refuses_what_has_no_version_of_HTTP(String path) {
        assertThat(GATEWAY.sendRaw("GET " + path + "\r\n\r\n"))
                .contains("https://nachweis.io/problems/malformed-request")
                .doesNotContain("currentScript", "<html>");
    }

    @Test
    void counts_requests_where_the_world_cannot_look() {
        GATEWAY.get("/health/ready");
        assertThat(GATEWAY.get("/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(GATEWAY.metrics().body())
                .contains("http_server_requests_seconds_count{", "service=\"gateway\"", "jvm_memory_used_bytes{");
    }
}
