package io.nachweis.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.Wire.Reply;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Contracts;
import io.nachweis.platform.Contracts.Operation;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attacker tries first: addresses that are none, tokens of others, and claims about where a request comes from. */
@StoryTest
class WithstandingHostileInputStory {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final PlatformUnderTest platform;

    WithstandingHostileInputStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    static List<Arguments> addressesThatAreNone() {
        return List.of(
                Arguments.of("injects a recipient", "a@example.org\r\nBcc: b@example.org"),
                Arguments.of("injects a header with a line feed", "a\nBcc: b@example.org"),
                Arguments.of("injects a command", "a@example.org>\r\nRCPT TO:<b@example.org"),
                Arguments.of("two addresses", "a@example.org,b@example.org"),
                Arguments.of("a name and an address", "A <a@example.org>"),
                Arguments.of("a quoted local part", "\"a b\"@example.org"),
                Arguments.of("a comment", "a(b)@example.org"),
                Arguments.of("a route", "<@b.example:a@example.org>"),
                Arguments.of("a percent route", "a%b.example"),
                Arguments.of("an address of a machine", "a@[127.0.0.1]"),
                Arguments.of("a number", "a@127.0.0.1"),
                Arguments.of("one label", "a@localhost"),
                Arguments.of("a long local part", "a".repeat(65) + "@example.org"),
                Arguments.of("a long label", "a@" + "b".repeat(64) + ".org"),
                Arguments.of("a long name", "a@" + "bcd.".repeat(63) + "org"),
                Arguments.of("a very long name", "a@" + "b.".repeat(10_000) + "org"),
                Arguments.of("a long international name", "a@" + "ü".repeat(60) + ".org"),
                Arguments.of("broken Punycode", "a@xn--\u00fc.example"),
                Arguments.of("an override of direction", "a\u202egro.elpmaxe@example.org"),
                Arguments.of("nothing", "\u0000"),
                Arguments.of("both directions in one label", "a@\u05d0a\u05d0b.example"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addressesThatAreNone")
    void an_address_that_is_none_is_refused_by_name(String why, String address) {
        for (Answer answer : List.of(signUp(address), signUpByForm(address))) {
            assertThat(answer.problem()).as(why).isEqualTo("invalid-field");
            assertThat(answer.json().at("/errors/0/field").asString("")).isEqualTo("email");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Latin and Cyrillic that look alike: two people, and each mail goes where it was meant to.
        "%s@paypal.example, %s@paypal.example",
        "%s@\u0440\u0430\u0443\u0440\u0430l.example, %s@xn--l-7sba6dbr.example",
        "%s@B\u00fccher.example, %s@xn--bcher-kva.example",
        "%s@EXAMPLE.org, %s@example.org",
        // Pasted along unseen.
        "\ufeff%s\u200d@exa\u200bmple.org\u00a0, %s@example.org",
        "%s+tag@example.org, %s+tag@example.org",
        "o'%s@example.org, o'%s@example.org"
    })
    void an_unusual_address_is_taken_and_gets_its_own_mail(String given, String reached) {
        String someone = Person.named("x", platform).email().replaceFirst("@.*", "");

        assertThat(signUp(given.formatted(someone)).status()).isEqualTo(202);

        new Person(platform, reached.formatted(someone)).mail(1);
    }

    @Test
    void addresses_that_look_alike_are_different_people() {
        DeskClient desk = DeskClient.of(platform);
        Set<String> subjects = new HashSet<>();
        List<String> alike =
                List.of("pay@example.org", "p\u0430y@example.org", "pay@ex\u0430mple.org", "pa\u0443@example.org");
        alike.forEach(address -> subjects.add(desk.subject(new Person(platform, address))));
        assertThat(subjects).hasSameSizeAs(alike);
    }

    @Test
    void what_a_stranger_typed_is_in_no_mail() {
        Person victim = Person.named("victim", platform);

        victim.signsUp(Map.of("company", "Win at https://evil.example now", "role", "<b>evil</b>"));

        assertThat(victim.mail(1).toString()).doesNotContain("evil");
    }

    static List<Arguments> bodies() {
        return List.of(
                Arguments.of("nested arrays", "{\"email\":" + "[".repeat(20_000)),
                Arguments.of("nested objects", "{\"a\":".repeat(5_000)),
                Arguments.of(
                        "members nobody asked for, nested",
                        "{\"email\":\"a@example.org\",\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"),
                Arguments.of("the same member twice", "{\"email\":\"a@example.org\",\"email\":\"b@example.org\"}"),
                Arguments.of("a number without end", "{\"email\":" + "9".repeat(20_000) + "}"),
                Arguments.of("an exponent without end", "{\"email\":1e" + "9".repeat(50) + "}"),
                Arguments.of("not UTF-8", "{\"email\":\"\u00ff\u00fe@example.org\"}"),
                Arguments.of("overlong UTF-8", "{\"email\":\"\u00c0\u00ae@example.org\"}"),
                Arguments.of("half a character", "{\"email\":\"\u00e2\u0082"),
                Arguments.of("UTF-16", new String("{\"email\":1}".getBytes(UTF_16), ISO_8859_1)),
                Arguments.of(
                        "half a character, escaped",
                        "{\"email\":\"a\\ud800@example.org\",\"consents\":[\"newsletter/1/de\"]}"),
                Arguments.of("a control character", "{\"email\":\"a\u0001@example.org\"}"),
                Arguments.of("more than one", "{} {}"),
                Arguments.of("nothing", ""));
    }

    /** Written byte by byte: characters stand for bytes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_cannot_be_read_is_refused(String why, String body) throws IOException {
        byte[] head =
                ("POST /api/v1/idm/subscriptions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n")
                        .getBytes(UTF_8);
        byte[] request = Arrays.copyOf(head, head.length + body.length());
        System.arraycopy(body.getBytes(ISO_8859_1), 0, request, head.length, body.length());
        try (Wire wire = new Wire(platform.addresses().port())) {
            Reply reply = wire.send(request, false, true);
            assertThat(reply.status()).as(why).isEqualTo(400);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void thousands_of_fields_are_no_use() {
        String json = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(StoryHttpClient.post(subscriptions(), "application/json", json)
                        .status())
                .isEqualTo(400);
        assertThat(StoryHttpClient.post(subscriptions(), FORM, "f=1&".repeat(5_000))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_token_opens_only_what_it_was_made_for() {
        Person one = Person.named("one", platform).whoConfirmed();
        Person other = Person.named("other", platform);
        other.signsUp();
        String confirm = tokenOf(other.confirmLink());
        String unsubscribe = tokenOf(one.unsubscribeLink());
        String form = StoryHttpClient.get(platform.addresses().gateway() + "/api/v1/idm/forms/newsletter")
                .json()
                .path("formToken")
                .asString("");
        DeskClient desk = DeskClient.of(platform);
        Await.until("consent is known", () -> desk.isAllowed(one));
        Await.until(
                "mails are on record",
                () -> desk.typesOnRecord(other).contains("mail.sent.v1")
                        && desk.typesOnRecord(one).stream()
                                        .filter("mail.sent.v1"::equals)
                                        .count()
                                == 2);
        List<String> before = desk.typesOnRecord(one);
        List<String> otherBefore = desk.typesOnRecord(other);

        assertOpenNothing("confirm", List.of(unsubscribe, form));
        assertOpenNothing("unsubscribe", List.of(confirm, form));
        assertOpenNothing("one-click", List.of(confirm, form));
        List<String> mixed = new ArrayList<>();
        for (int cut : List.of(8, 20, confirm.length() / 2, confirm.length() - 8)) {
            mixed.add(confirm.substring(0, cut) + unsubscribe.substring(cut));
            mixed.add(unsubscribe.substring(0, cut) + confirm.substring(cut));
            mixed.add(confirm.substring(0, cut));
            mixed.add(unsubscribe.substring(0, cut));
        }
        for (String page : List.of("confirm", "unsubscribe", "one-click")) {
            assertOpenNothing(page, mixed);
        }
        for (String page : List.of("confirm", "unsubscribe")) {
            Answer elsewhere = StoryHttpClient.postForm(
                    platform.addresses().gateway() + "/nobody/" + page, Map.of("token", confirm, "action", "confirm"));
            assertThat(elsewhere.status()).isEqualTo(404);
        }

        assertThat(desk.typesOnRecord(one)).isEqualTo(before);
        assertThat(desk.typesOnRecord(other)).isEqualTo(otherBefore);
    }

    private void assertOpenNothing(String page, List<String> tokens) {
        String address = platform.addresses().gateway() + "/idm/" + page;
        for (String token : tokens) {
            for (String action : List.of("confirm", "deny", "renew", "unsubscribe")) {
                Answer answer = StoryHttpClient.postForm(
                        address, Map.of("token", token, "action", action, "List-Unsubscribe", "One-Click"));
                assertThat(answer.status()).as(page + ", " + action).isEqualTo(404);
            }
            assertThat(StoryHttpClient.get(address + "?token=" + token).status())
                    .as(page)
                    .isEqualTo(404);
        }
    }

    @Test
    void an_access_token_is_no_mail_token_and_the_other_way_round() {
        Person someone = Person.named("someone", platform);
        someone.signsUp();
        String confirm = tokenOf(someone.confirmLink());
        DeskClient desk = DeskClient.of(platform);

        assertThat(StoryHttpClient.get(history(desk, someone), "Authorization", "Bearer " + confirm)
                        .problem())
                .isEqualTo("unauthorized");
        assertThat(StoryHttpClient.get(platform.addresses().gateway() + "/idm/confirm?token=" + desk.token())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-desk, nobody",
        "marketing, idm",
        "operator, idm",
        "app, idm",
    })
    void an_access_token_of_another_role_or_controller_opens_no_history(String role, String controller) {
        Person someone = Person.named("someone", platform);
        DeskClient other = DeskClient.as(role, controller, platform);

        assertThat(StoryHttpClient.get(
                                history(DeskClient.of(platform), someone), "Authorization", "Bearer " + other.token())
                        .problem())
                .isEqualTo("forbidden");
    }

    private String history(DeskClient desk, Person person) {
        return platform.addresses().gateway() + "/api/v1/idm/subjects/" + desk.subject(person) + "/history";
    }

    @Test
    void what_a_request_claims_about_itself_is_neither_on_record_nor_in_a_mail() throws IOException {
        Person victim = Person.named("victim", platform);
        String body = StoryHttpClient.JSON.writeValueAsString(victim.signUp(Map.of()));
        String claims = Stream.of(
                        "Host: evil.example:666",
                        "X-Forwarded-For: 203.0.113.66",
                        "X-Forwarded-Host: evil.example",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Port: 666",
                        "X-Forwarded-Prefix: /evil",
                        "X-Real-IP: 203.0.113.66",
                        "True-Client-IP: 203.0.113.66",
                        "Forwarded: for=203.0.113.66;host=evil.example;proto=https",
                        "X-Nachweis-Client: v3;203.0.113.66;evil;" + System.currentTimeMillis() / 1000 + ";AAAA",
                        "X-Request-Id: evil",
                        "traceparent: 00-66666666666666666666666666666666-6666666666666666-01",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length())
                .map(header -> header + "\r\n")
                .reduce("", String::concat);
        try (Wire wire = new Wire(platform.addresses().port())) {
            String request = "POST /api/v1/idm/subscriptions HTTP/1.1\r\n" + claims + "\r\n" + body;
            Reply reply = wire.send(request.getBytes(UTF_8), false, true);
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.text()).doesNotContain("evil");
        }

        assertThat(victim.confirmLink()).startsWith(platform.addresses().gateway() + "/idm/confirm?");
        assertThat(victim.mail(1).toString()).doesNotContain("evil");
        assertThat(DeskClient.of(platform).history(victim).body())
                .contains("\"ip\":\"127.0.0.1\"")
                .doesNotContain("203.0.113.66", "evil");
    }

    @Test
    void a_service_s_own_port_answers_nobody_but_the_gateway() {
        for (Operation operation : Contracts.operations()) {
            if (!operation.part().equals("gateway")) {
                String address = platform.addresses().service(operation.part())
                        + operation.path().replace("{controller}", "idm").replaceAll("\\{[^}]*}", "x");
                Answer answer = StoryHttpClient.call(
                        operation.method(), address, Map.of(), "X-Nachweis-Client", "v3;127.0.0.1;x;1;AAAA");
                assertThat(answer.problem())
                        .as(address)
                        .isEqualTo(operation.needsToken() ? "unauthorized" : "gateway-required");
            }
        }
    }

    private Answer signUp(String email) {
        return StoryHttpClient.postJson(subscriptions(), new Person(platform, email).signUp(Map.of()));
    }

    private Answer signUpByForm(String email) {
        return StoryHttpClient.postForm(subscriptions(), Map.of("email", email, "consents", "newsletter/1/de"));
    }

    private String subscriptions() {
        return platform.addresses().gateway() + "/api/v1/idm/subscriptions";
    }

    private static String tokenOf(String link) {
        return link.replaceFirst(".*token=", "");
    }
}
