package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class OriginsTest {

    private static final RunningGateway GATEWAY = new RunningGateway();

    private static final String SUBSCRIPTIONS = "/api/v1/idm/subscriptions";

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.newsletter.timesAsked();
    }

    @Test
    void of_the_controller_s_websites_may_ask_beforehand_and_no_service_hears_of_it() {
        HttpResponse<String> response = preflight(SUBSCRIPTIONS, RunningGateway.WEBSITE);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(RunningGateway.WEBSITE);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .get()
                .asString()
                .contains("POST");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .get()
                .asString()
                .containsIgnoringCase("content-type");
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(response.headers().allValues("Vary")).contains("Origin");
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    @Test
    void of_the_controller_s_websites_may_read_the_answer() {
        HttpResponse<String> response = post(SUBSCRIPTIONS, RunningGateway.WEBSITE);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(RunningGateway.WEBSITE);
        assertThat(GATEWAY.newsletter.onlyAsked().headers()).doesNotContainKey("Origin");
    }

    @Test
    void of_the_controller_s_websites_may_read_refusals_too() {
        HttpResponse<String> response = GATEWAY.send(GATEWAY.at(SUBSCRIPTIONS)
                .header("Origin", RunningGateway.WEBSITE)
                .POST(BodyPublishers.ofString("x".repeat(400_000))));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(RunningGateway.WEBSITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://www.i-digital-m.com",
                "https://i-digital-m.com",
                "https://www.i-digital-m.com.evil.example",
                "https://www.i-digital-m.com:8443"
            })
    void of_others_are_refused_before_anything_happens(String origin) {
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, preflight(SUBSCRIPTIONS, origin));
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, post(SUBSCRIPTIONS, origin));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    /** Else the page's developer is told nothing but that it failed. */
    @Test
    void of_others_may_read_that_they_are_refused() {
        HttpResponse<String> response =
                GATEWAY.send(GATEWAY.at("/api/v1/idm/forms/newsletter").header("Origin", "https://new.example"));
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, response);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        HttpResponse<String> nobody =
                GATEWAY.send(GATEWAY.at("/api/v1/other/forms/newsletter").header("Origin", "https://new.example"));
        Problems.assertIs(PlatformProblem.UNKNOWN_CONTROLLER, nobody);
        assertThat(nobody.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:5500", "https://localhost", "http://[::1]:8000"})
    void of_this_machine_are_others_unless_this_is_a_trial(String origin) {
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, post(SUBSCRIPTIONS, origin));
        try (var trial =
                new RunningGateway(context -> context.registerBean(LoopbackOrigins.class, LoopbackOrigins::accepted))) {
            HttpResponse<String> response =
                    trial.send(trial.at("/api/v1/idm/forms/newsletter").header("Origin", origin));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(origin);
            for (String other :
                    List.of("http://localhost.evil.example", "http://192.168.0.1:80", "https://new.example")) {
                Problems.assertIs(
                        GatewayProblem.ORIGIN_NOT_ALLOWED,
                        trial.send(trial.at("/api/v1/idm/forms/newsletter").header("Origin", other)));
            }
        }
    }

    /** The attacker's page writes the address as routing reads it and a comparison of letters does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%61pi/v1/idm/subscriptions",
                "/api/%76%31/idm/subscriptions",
                "/api/v1/%69dm/subscriptions",
                "/%61%70%69/%76%31/%69%64%6d/%73ubscriptions"
            })
    void of_others_are_refused_however_the_address_is_written(String path) {
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, post(path, "https://evil.example"));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
        assertThat(post(path, RunningGateway.WEBSITE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"TRACE, content-type", "PATCH, content-type", "POST, x-anything"})
    void of_the_controller_s_websites_are_told_what_no_call_takes(String method, String headers) {
        Problems.assertIs(
                GatewayProblem.PREFLIGHT_REFUSED, preflight(SUBSCRIPTIONS, RunningGateway.WEBSITE, method, headers));
    }

    @Test
    void that_a_page_keeps_to_itself_are_no_obstacle_to_a_plain_form_but_to_scripts() {
        HttpResponse<String> response = post(SUBSCRIPTIONS, "null");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        Problems.assertIs(GatewayProblem.ORIGIN_NOT_ALLOWED, preflight(SUBSCRIPTIONS, "null"));
    }

    @Test
    void of_a_controller_that_there_is_not_are_nobody_s() {
        Problems.assertIs(
                PlatformProblem.UNKNOWN_CONTROLLER, preflight("/api/v1/other/subscriptions", RunningGateway.WEBSITE));
    }

    @Test
    void do_not_matter_to_pages_reached_from_mails() {
        HttpResponse<String> response = post("/idm/confirm?token=t", "null");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpResponse<String> preflight(String path, String origin) {
        return preflight(path, origin, "POST", "content-type");
    }

    private static HttpResponse<String> preflight(String path, String origin, String method, String headers) {
        return GATEWAY.send(GATEWAY.at(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers)
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static HttpResponse<String> post(String path, String origin) {
        return GATEWAY.send(GATEWAY.at(path)
                .header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("email=a")));
    }
}
