package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nachweis.people.Browser;
import io.nachweis.people.Person;
import io.nachweis.people.Website;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Somebody new embeds forms by {@code docs/embedding.md} alone: its snippets are used as they stand there. */
@StoryTest
class EmbeddingFormsStory {

    private static final String HOST = "https://consent.example.org";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern INPUT =
            Pattern.compile("<input type=\"(\\w+)\" name=\"(\\w+)\"(?: value=\"([^\"]*)\")?");

    /** Fills in what is asked for as a person would, and tells what becomes of it. */
    private static final String VISITOR = """
            const tell = (what) => fetch("/told", { method: "POST", body: JSON.stringify(what) });
            console.error = (message) => tell({ console: String(message) });
            const place = () => document.querySelector(".nachweis-form");
            const texts = (css) => [...place().querySelectorAll(css)].map((each) => each.textContent);
            for (const name of ["ready", "accepted", "refused", "failed"]) {
              document.addEventListener(`nachweis:${name}`, (event) => setTimeout(() => tell({
                event: name,
                detail: event.detail,
                lang: place().lang,
                status: texts(".nachweis-status").join(),
                faults: texts(".nachweis-error").filter(Boolean),
                labels: texts("label"),
                button: texts("button").join(),
                kept: localStorage.length + sessionStorage.length + document.cookie.length,
                title: document.title,
              })));
            }
            document.addEventListener("nachweis:ready", () => setTimeout(() => {
              for (const control of place().querySelectorAll("input, select, textarea")) {
                if (control.type === "hidden" || control.closest("[aria-hidden]")) continue;
                if (control.type === "checkbox") control.checked = control.required;
                else if (control.type === "email") control.value = "EMAIL";
                else if (control.tagName === "SELECT") control.selectedIndex = 1;
                else if (control.required) control.value = "Ada\\tL.";
              }
              place().querySelector("form").requestSubmit();
            }, 2500));
            """;

    private final PlatformUnderTest platform;

    EmbeddingFormsStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void plain_html_is_sent_as_a_browser_sends_it_and_comes_back_where_it_is_wrong() throws IOException {
        String form = snippet("html", "<form");
        Person ada = Person.named("plain", platform);
        Map<String, String> filledIn = new HashMap<>();
        Matcher input = INPUT.matcher(form);
        while (input.find()) {
            filledIn.put(input.group(2), input.group(1).equals("email") ? ada.email() : input.group(3));
        }
        String action = form.replaceAll("(?s).*action=\"([^\"]*)\".*", "$1");

        Answer wrong = browse(action, filledIn, "not " + ada.email());
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("Please check what you entered", "not " + ada.email(), "newsletter/2/en");

        Answer taken = browse(action, filledIn, ada.email());
        assertThat(taken.status()).isEqualTo(303);
        assertThat(ada.confirmLink()).isNotEmpty();
    }

    @Test
    void form_data_is_sent_as_it_is() throws IOException {
        String action = snippet("js", "new FormData").replaceAll("(?s).*fetch\\(\"([^\"]*)\".*", "$1");
        Person ada = Person.named("form-data", platform);
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        Answer taken = StoryHttpClient.post(
                action,
                "multipart/form-data; boundary=x",
                part.formatted("email", ada.email()) + part.formatted("consents", "newsletter/2/en") + "--x--\r\n",
                "Sec-Fetch-Mode",
                "cors",
                "Accept",
                "*/*");
        assertThat(taken.status()).isEqualTo(202);
        assertThat(ada.confirmLink()).isNotEmpty();
    }

    @Test
    void json_is_sent_from_anywhere() throws IOException {
        String command = snippet("console", "curl");
        Person ada = Person.named("json", platform);
        Answer taken = StoryHttpClient.post(
                command.replaceAll("(?s).*curl -s (\\S+).*", "$1"),
                "application/json",
                command.replaceAll("(?s).*-d '([^']*)'.*", "$1").replace("ada@example.org", ada.email()));
        assertThat(taken.status()).isEqualTo(202);
        assertThat(command).endsWith(taken.body() + "\n");
        assertThat(ada.confirmLink()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"newsletter", "download", "enquiry", "rights", "unsubscribe-link"})
    void every_form_says_in_one_language_where_it_is_sent(String form) throws IOException {
        JsonNode definition = StoryHttpClient.get(
                        platform.addresses().gateway() + "/api/v1/idm/forms/" + form + "?locale=en-US")
                .json();
        assertThat(definition.path("language").asString()).isEqualTo("en");
        assertThat(document())
                .contains(
                        "| `" + form + "` |",
                        "`" + definition.path("action").asString().replace("/api/v1/idm/", "") + "`");
    }

    @ParameterizedTest
    @CsvSource({
        "newsletter, en-US, en, Sign up, /confirm?token=, ''",
        "newsletter, de-AT, de, Anmelden, /confirm?token=, ''",
        "download, en, en, Request the document, /documents/, ''",
        "enquiry, fr, en, Send the enquiry, '', ''",
        "rights, en-GB, en, Send the request, /idm/rights/, ''",
        "rights, en, en, Send the request, /idm/rights/, data-kind=\"erasure\"",
        "unsubscribe-link, de, de, Link anfordern, '', ''"
    })
    @EnabledOnShape(
            value = {Shape.TRIAL, Shape.KEYCLOAK},
            because = "only a trial lets pages of this machine embed its forms")
    void every_form_is_filled_in_in_a_browser(
            String form, String locale, String language, String button, String link, String chosen) throws Exception {
        assumeBrowser();
        Person ada = Person.named("browser", platform);
        String tag = snippet("html", "form.js")
                .replace(
                        "data-form=\"newsletter\"",
                        "data-form=\"%s\" data-locale=\"%s\" %s".formatted(form, locale, chosen));
        try (var website = new Website(page(tag, ada), policy());
                var _ = Browser.open("http://localhost:" + website.port() + "/")) {
            JsonNode ready = website.next();
            assertThat(ready.path("event").asString()).as(ready.toString()).isEqualTo("ready");
            assertThat(ready.path("lang").asString()).isEqualTo(language);
            assertThat(ready.path("button").asString()).isEqualTo(button);
            assertThat(ready.path("labels")
                            .valueStream()
                            .map(JsonNode::asString)
                            .filter("Your request"::equals))
                    .hasSize(form.equals("rights") && chosen.isEmpty() ? 1 : 0);
            assertThat(ready.path("detail").path("form").asString()).isEqualTo(form);

            JsonNode accepted = website.next();
            assertThat(accepted.path("event").asString())
                    .as(accepted.toString())
                    .isEqualTo("accepted");
            assertThat(accepted.path("status").asString()).isNotEmpty().doesNotContain("undefined");
            assertThat(accepted.path("title").asString()).isEqualTo("Sent: " + form);
            assertThat(accepted.path("kept").asInt()).isZero();
            assertThat(accepted.path("detail").toString()).doesNotContain(ada.email());
            if (!link.isEmpty()) {
                assertThat(ada.linkIn(link)).isNotEmpty();
            }
        }
    }

    @Test
    @EnabledOnShape(
            value = {Shape.TRIAL, Shape.KEYCLOAK},
            because = "only a trial lets pages of this machine embed its forms")
    void a_form_that_is_refused_says_why_beside_the_field() throws Exception {
        assumeBrowser();
        Person nobody = new Person(platform, "nobody");
        try (var website = new Website(page(snippet("html", "form.js"), nobody), policy());
                var _ = Browser.open("http://127.0.0.1:" + website.port() + "/")) {
            assertThat(website.next().path("event").asString()).isEqualTo("ready");
            JsonNode refused = website.next();
            assertThat(refused.path("event").asString()).as(refused.toString()).isEqualTo("refused");
            assertThat(refused.path("detail").path("fields").toString()).isEqualTo("[\"email\"]");
            assertThat(refused.path("faults")).hasSize(1);
        }
    }

    /** To the developer, and to the visitor that waiting does not help. */
    @ParameterizedTest
    @CsvSource({
        "new.example, idm, newsletter, origin-not-allowed, http://new.example:PORT is not allowed",
        "localhost, idm, nothing, unknown-form, there is no such form",
        "localhost, nobody, newsletter, unknown-controller, there is no such controller"
    })
    @EnabledOnShape(
            value = {Shape.TRIAL, Shape.KEYCLOAK},
            because = "only a trial lets pages of this machine embed its forms")
    void what_keeps_a_form_from_being_shown_is_said(
            String host, String controller, String form, String reason, String cause) throws Exception {
        assumeBrowser();
        String tag = snippet("html", "form.js")
                .replace("data-form=\"newsletter\"", "data-form=\"" + form + "\"")
                .replace("data-controller=\"idm\"", "data-controller=\"" + controller + "\"");
        try (var website = new Website(page(tag, new Person(platform, "nobody")), policy());
                var _ = Browser.open(
                        "http://" + host + ":" + website.port() + "/",
                        "--host-resolver-rules=MAP new.example 127.0.0.1")) {
            Failure failure = Failure.of(website);
            assertThat(failure.console()).contains(cause.replace("PORT", Integer.toString(website.port())));
            assertThat(failure.event().path("detail").path("reason").asString()).isEqualTo(reason);
            assertThat(failure.event().path("status").asString()).isNotEmpty().doesNotContain("minute");
        }
    }

    /** As a page would with an old copy of the script, before a platform that has learned more. */
    @Test
    void a_definition_that_the_script_does_not_know_is_said_to_the_developer() throws Exception {
        assumeBrowser();
        String gateway = platform.addresses().gateway();
        String known = StoryHttpClient.get(gateway + "/api/v1/idm/forms/newsletter?locale=en")
                .body();
        Map<String, String> copies = Map.of(
                "/form.js", StoryHttpClient.get(gateway + "/form.js").body(),
                "/api/v1/idm/forms/newsletter", known.replace("\"type\":\"email\"", "\"type\":\"colour\""));
        String tag = snippet("html", "form.js").replace(gateway, "");
        String policy = "default-src 'none'; script-src 'nonce-own' 'self'; connect-src 'self'";
        try (var website = new Website(page(tag, new Person(platform, "nobody")), policy, copies);
                var _ = Browser.open("http://localhost:" + website.port() + "/")) {
            Failure failure = Failure.of(website);
            assertThat(failure.console()).contains("this script cannot show email (colour)");
            assertThat(failure.event().path("detail").path("reason").asString()).isEqualTo("unknown-definition");
            assertThat(failure.event().path("labels")).isEmpty();
        }
    }

    /**
     * What a page tells of a form that is not shown. Its two calls may arrive in either order.
     *
     * @param console what the developer reads
     * @param event as the website's own script gets it
     */
    private record Failure(String console, JsonNode event) {

        static Failure of(Website website) throws InterruptedException {
            JsonNode one = website.next();
            JsonNode other = website.next();
            return one.has("console")
                    ? new Failure(one.path("console").asString(), other)
                    : new Failure(other.path("console").asString(), one);
        }
    }

    private static void assumeBrowser() {
        assumeThat(Browser.program())
                .as("no Chromium on this machine (NACHWEIS_TEST_BROWSER names one): the script is run in no browser")
                .isPresent();
    }

    private Answer browse(String action, Map<String, String> filledIn, String email) {
        Map<String, String> fields = new HashMap<>(filledIn);
        fields.put("email", email);
        return StoryHttpClient.postForm(action, fields, "Accept", BROWSER, "Sec-Fetch-Mode", "navigate");
    }

    /** With the documented listener, and scripts of its own by a nonce. */
    private String page(String tag, Person visitor) throws IOException {
        return "<!DOCTYPE html><html lang=\"de\"><title>A page</title><body>"
                + "<script nonce=\"own\">" + VISITOR.replace("EMAIL", visitor.email()) + "</script>"
                + snippet("html", "addEventListener").replace("<script>", "<script nonce=\"own\">")
                + tag + "</body></html>";
    }

    /** What is documented, beside what this page's own scripts need. */
    private String policy() throws IOException {
        return "default-src 'none'; "
                + snippet("", "script-src")
                        .strip()
                        .replace("script-src", "script-src 'nonce-own'")
                        .replace("connect-src", "connect-src 'self'");
    }

    private String snippet(String language, String with) throws IOException {
        List<String> found = SNIPPET.matcher(document())
                .results()
                .filter(each -> each.group(1).equals(language) && each.group(2).contains(with))
                .map(each -> each.group(2))
                .toList();
        assertThat(found).as(language + " with " + with).hasSize(1);
        return found.getFirst().replace(HOST, platform.addresses().gateway());
    }

    private static String document() throws IOException {
        return Files.readString(LauncherScript.HOME.resolve("docs/embedding.md"));
    }
}
