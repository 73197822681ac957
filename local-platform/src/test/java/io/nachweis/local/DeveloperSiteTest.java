package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.local.site.SiteApplication;
import io.nachweis.policy.Controllers;
import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The site on its own: the platform it is about does not run. */
@ModuleTest
class DeveloperSiteTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static String site = "";
    private static int port;
    private static int smtp;
    private static MailCatcher mails;
    private static TrialClock clock;
    private static TokenIssuer tokens;
    private static Controllers controllers;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void starts(@TempDir Path folder) throws Exception {
        port = freePort();
        smtp = freePort();
        site = "http://localhost:" + port;
        mails = new MailCatcher(smtp, Clock.systemUTC()).listen();
        clock = TrialClock.at(folder.resolve("clock"));
        try (DataFolder trial = DataFolder.open(folder.resolve("data"), DataFolder.Kind.TRIAL)) {
            tokens = TokenIssuer.at(site + "/realms/nachweis", PlatformSecrets.of(trial, trial.trialSecrets()));
        }
        controllers = new ControllersOfTrial(Controllers.load(Path.of("../deploy/controllers")), URI.create(site));
        context = start(port);
        TestMails.send(smtp, "<b>Hello</b>", "Look: http://localhost:1/idm/confirm?token=abc.");
    }

    private static ConfigurableApplicationContext start(int port) {
        return SiteApplication.builder(
                        new SiteApplication.Shown("http://localhost:1", site, mails, tokens, clock, new Parts()))
                .initializers(starting -> {
                    GenericApplicationContext beans = (GenericApplicationContext) starting;
                    beans.registerBean(TrialClock.class, () -> clock);
                    beans.registerBean(Controllers.class, () -> controllers);
                })
                .run("--server.port=" + port);
    }

    @AfterAll
    static void ends() {
        context.close();
        mails.close();
    }

    @Test
    void ends_nothing_that_it_shows() throws Exception {
        start(freePort()).close();
        TestMails.send(smtp, "Still taken", "");
        assertThat(get("/mails").body()).contains("Still taken");
    }

    @Test
    void shows_the_sign_up_form_in_every_language_of_the_controller() throws Exception {
        assertThat(get("/?locale=en").body())
                .contains("/form.js", "data-controller=\"idm\"", "E-mail address", "newsletter/2/en", site + "/thanks");
        assertThat(get("/?locale=de").body())
                .contains("<html lang=\"de\"", "hreflang=\"de\"", "E-Mail-Adresse", "newsletter/2/de", "Ein Dokument")
                .contains("hreflang=\"en\"")
                .doesNotContain("hreflang=\"it\"", "??");
        assertThat(get("/?locale=it").body()).contains("<html lang=\"en\"").doesNotContain("??");
        assertThat(get("/thanks").body())
                .contains("<html lang=\"en\"", "Thank you")
                .doesNotContain("Danke", "??");
    }

    @Test
    void shows_mails_as_text_with_links_that_can_be_followed() throws Exception {
        assertThat(get("/mails").body()).contains("&lt;b&gt;Hello").doesNotContain("<b>Hello");
        assertThat(get("/mails/1").body()).contains("href=\"http://localhost:1/idm/confirm?token=abc\"");
        assertThat(get("/mails.json").body()).contains("\"links\":[\"http://localhost:1/idm/confirm?token=abc\"]");
        assertThat(get("/mails.json?to=somebody@else.example").body()).isEqualTo("[]");
        assertThat(get("/mails/99").statusCode()).isEqualTo(404);
    }

    @Test
    void says_at_the_desk_when_the_platform_is_away() throws Exception {
        HttpResponse<String> desk = post("/desk", "application/x-www-form-urlencoded", "email=ada@example.org");

        assertThat(desk.statusCode()).isEqualTo(200);
        assertThat(desk.body()).contains("does not answer");
    }

    @Test
    void issues_tokens_to_known_roles_only() throws Exception {
        String json = "application/json";
        assertThat(post("/token", json, "{\"role\":\"dpo\",\"controllers\":[\"idm\"]}")
                        .body())
                .contains("access_token", "\"token_type\":\"Bearer\"", "expires_in");
        assertThat(post("/token", json, "{\"role\":\"king\",\"controllers\":[\"idm\"]}")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> incomplete = post("/token", json, "{}");
        assertThat(incomplete.statusCode()).isEqualTo(400);
        assertThat(incomplete.body())
                .as("says what is wanted")
                .contains("role is one of [app, approver, auditor, dpo,");
    }

    @Test
    void is_discovered_as_an_issuer() throws Exception {
        assertThat(get("/realms/nachweis/.well-known/openid-configuration").body())
                .contains("\"issuer\":\"" + site + "/realms/nachweis\"", "/protocol/openid-connect/certs");
        assertThat(get("/realms/nachweis/protocol/openid-connect/certs").body())
                .contains("\"kty\":\"RSA\"")
                .doesNotContain("\"d\":");
    }

    @Test
    void moves_the_clock_forward() throws Exception {
        Duration before = clock.ahead();

        assertThat(post("/clock", "application/json", "{\"forward\":\"P8D\"}").statusCode())
                .isEqualTo(200);

        assertThat(clock.ahead()).isEqualTo(before.plusDays(8));
        assertThat(post("/clock", "application/json", "{\"forward\":\"-P8D\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/clock", "application/json", "{\"forward\":\"soon\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void obeys_its_own_pages_and_none_of_another_origin() throws Exception {
        assertThat(moveClockFromPageOf(site)).isEqualTo(302);
        assertThat(moveClockFromPageOf("https://elsewhere.example")).isEqualTo(403);
        assertThat(moveClockFromPageOf("null")).isEqualTo(403);
    }

    private static int moveClockFromPageOf(String origin) throws Exception {
        HttpRequest request = request("/clock")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString("forward=P1D"))
                .build();
        return send(request).statusCode();
    }

    @Test
    void answers_under_its_own_name_only() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /mails.json HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("Hello");
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
