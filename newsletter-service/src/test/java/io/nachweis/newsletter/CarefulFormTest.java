package io.nachweis.newsletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Algorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A form whose policy asks for everything that a policy can ask for. */
@ModuleTest
class CarefulFormTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SUBSCRIPTIONS = "/api/v1/zweite/subscriptions";
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private final RunningNewsletter newsletter;

    CarefulFormTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void takes_who_comes_with_a_token_and_has_worked_and_types_the_code() {
        String email = "careful@example.org";
        var accepted = send(email, Map.of());
        assertThat(accepted.statusCode()).isEqualTo(202);
        var mail = newsletter.nextMail(email, 0);
        String link = RunningNewsletter.linkIn(mail);
        Matcher code = CODE.matcher(RunningNewsletter.text(mail));
        assertThat(code.find()).isTrue();

        String page = newsletter.get(link).body();
        assertThat(page).contains("name=\"code\"").doesNotContain(code.group(1));
        assertThat(press(link, "confirm", "")).contains("Das sind nicht die Ziffern");
        assertThat(press(link, "confirm", code.group(1).equals("123456") ? "654321" : "123456"))
                .contains("Das sind nicht die Ziffern");
        assertThat(press(link, "confirm", code.group(1))).contains("<h1>Bestätigt</h1>");
        assertThat(newsletter.entries("zweite", email).stream()
                        .filter(entry -> entry.type().equals("subscription.confirmed.v1"))
                        .findFirst()
                        .orElseThrow()
                        .data()
                        .path("codeTyped")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void gives_nobody_more_than_five_tries() {
        String email = "guessed@example.org";
        send(email, Map.of());
        var mail = newsletter.nextMail(email, 0);
        Matcher code = CODE.matcher(RunningNewsletter.text(mail));
        assertThat(code.find()).isTrue();
        String link = RunningNewsletter.linkIn(mail);
        for (int i = 0; i < 5; i++) {
            press(link, "confirm", "wrong" + i);
        }
        assertThat(press(link, "confirm", code.group(1))).contains("Das sind nicht die Ziffern");
        newsletter.clock.advance(Duration.ofDays(1));
        assertThat(press(link, "confirm", code.group(1))).contains("<h1>Bestätigt</h1>");
    }

    @Test
    void asks_again_who_answers_faster_than_one_reads() {
        String email = "hasty@example.org";
        send(email, Map.of());
        var mail = newsletter.nextMail(email, 0);
        Matcher code = CODE.matcher(RunningNewsletter.text(mail));
        assertThat(code.find()).isTrue();
        assertThat(newsletter
                        .press(RunningNewsletter.linkIn(mail), "confirm", "code", code.group(1))
                        .body())
                .contains("Bitte bestätigen");
    }

    @ParameterizedTest
    @CsvSource({
        "formToken, , invalid-field",
        "formToken, AAAA, invalid-field",
        "altcha, , invalid-field",
        "altcha, e30=, invalid-field",
        "email, Info@example.org, unwanted-address",
        "email, x@sub.throw-away.example, unwanted-address",
    })
    void says_what_is_missing(String field, @Nullable String value, String slug) {
        var changes = new TreeMap<String, String>();
        changes.put(field, value == null ? "" : value);
        var refused = send("missing@example.org", changes);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("/problems/" + slug, "\"field\":\"" + field + "\"");
        assertThat(newsletter.entries("zweite", "missing@example.org")).isEmpty();
    }

    @Test
    void takes_a_token_for_a_day() {
        JsonNode form = form();
        newsletter.clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(send(form, "stale@example.org", Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void takes_a_proof_once() {
        JsonNode form = form();
        newsletter.clock.advance(Duration.ofSeconds(4));
        var body = body(form, "proof1@example.org", Map.of());
        assertThat(post(body).statusCode()).isEqualTo(202);
        body.put("email", "proof2@example.org");
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    /** What a program does that fills in forms is let go in silence: it must not learn what to do better. */
    @Test
    void sends_no_mail_to_who_is_too_fast_or_fills_in_what_nobody_sees() {
        JsonNode form = form();
        assertThat(send(form, "fast@example.org", Map.of()).body()).isEqualTo("{\"status\":\"accepted\"}");
        assertThat(send("honey@example.org", Map.of("contact-url", "https://example.org"))
                        .body())
                .isEqualTo("{\"status\":\"accepted\"}");
        assertThat(newsletter.entries("zweite", "fast@example.org")).isEmpty();
        assertThat(newsletter.entries("zweite", "honey@example.org")).isEmpty();
    }

    @Test
    void tells_a_website_what_to_send() {
        JsonNode form = form();
        assertThat(form.path("honeypot").asString()).isEqualTo("contact-url");
        assertThat(form.at("/proofOfWork/algorithm").asString()).isEqualTo("SHA-256");
        assertThat(newsletter.get("/api/v1/muster/forms/newsletter").body()).doesNotContain("proofOfWork");
    }

    private JsonNode form() {
        return JSON.readTree(
                newsletter.get("/api/v1/zweite/forms/careful?locale=de").body());
    }

    private HttpResponse<String> send(String email, Map<String, String> changes) {
        JsonNode form = form();
        newsletter.clock.advance(Duration.ofSeconds(4));
        return send(form, email, changes);
    }

    private HttpResponse<String> send(JsonNode form, String email, Map<String, String> changes) {
        return post(body(form, email, changes));
    }

    private static Map<String, Object> body(JsonNode form, String email, Map<String, String> changes) {
        var body = new TreeMap<String, Object>(Map.of(
                "email",
                email,
                "consents",
                form.at("/wordings/0/id").asString(),
                "formToken",
                form.path("formToken").asString(),
                "altcha",
                solve(form.path("proofOfWork"))));
        body.putAll(changes);
        body.values().removeIf(""::equals);
        return body;
    }

    private HttpResponse<String> post(Map<String, Object> body) {
        // Each from a network of its own: the form takes five only.
        return newsletter.sendFrom(
                "2001:db8:" + Integer.toHexString(body.hashCode() >>> 16) + "::1",
                newsletter.request(SUBSCRIPTIONS).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))),
                "Content-Type",
                "application/json");
    }

    private String press(String link, String action, String code) {
        var page = newsletter.get(link);
        newsletter.clock.advance(Duration.ofSeconds(3));
        return newsletter
                .postForm(link, "action", action, "code", code, "nonce", RunningNewsletter.nonce(page))
                .body();
    }

    private static String solve(JsonNode challenge) {
        try {
            var solution = Altcha.solveChallenge(
                    challenge.path("challenge").asString(),
                    challenge.path("salt").asString(),
                    Algorithm.SHA256,
                    challenge.path("maxnumber").asLong(),
                    0);
            return Base64.getEncoder().encodeToString("""
                    {"algorithm":"SHA-256","challenge":"%s","number":%d,"salt":"%s","signature":"%s"}""".formatted(
                            challenge.path("challenge").asString(),
                            solution.number,
                            challenge.path("salt").asString(),
                            challenge.path("signature").asString())
                    .getBytes(UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
