package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.OverdueItems;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ModuleTest
class EnquiryStoryTest {

    private static final String DESK = "/api/v1/muster/desk/enquiries";

    private final RunningLead lead;

    EnquiryStoryTest(RunningLead lead) {
        this.lead = lead;
    }

    @Test
    void from_a_question_to_its_end() {
        String email = "asks@example.org";
        assertThat(ask(email, "What does it\\tcost?\\r\\nAnd\\u200B when?")).isEqualTo(202);

        var receipt = lead.mail(email, 1);
        assertThat(RunningLead.text(receipt)).doesNotContain("Ottokar", "cost", "0815", email);

        JsonNode waiting = waiting(email);
        assertThat(waiting.path("state").asString()).isEqualTo("open");
        assertThat(waiting.path("message").asString()).isEqualTo("What does it cost?\nAnd when?");
        assertThat(waiting.path("phone").asString()).isEqualTo("0815");
        assertThat(waiting.has("company"))
                .as("which this form does not ask for")
                .isFalse();
        String id = waiting.path("enquiry").asString();
        assertThat(RunningLead.text(receipt)).contains(id);

        var answered = lead.postJson(
                DESK + "/" + id + "/answers",
                "{\"text\": \"Nothing. {link}\"}",
                with("privacy-desk", "Idempotency-Key", "answer"));
        assertThat(answered.statusCode()).isEqualTo(201);
        assertThat(read(answered.body()).path("state").asString()).isEqualTo("answered");
        assertThat(lead.postJson(
                                DESK + "/" + id + "/answers",
                                "{\"text\": \"Nothing. {link}\"}",
                                with("privacy-desk", "Idempotency-Key", "answer"))
                        .body())
                .isEqualTo(answered.body());
        assertThat(RunningLead.text(lead.mail(email, 2))).contains("Nothing. {link}", id);

        assertThat(read(lead.postJson(DESK + "/" + id + "/closure", "", lead.as("privacy-desk"))
                                .body())
                        .path("state")
                        .asString())
                .isEqualTo("closed");
        var late = lead.postJson(DESK + "/" + id + "/answers", "{\"text\": \"Yes\"}", lead.as("privacy-desk"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("enquiry-closed");
        RunningLead.await(
                () -> lead.get(DESK + "?state=closed", lead.as("dpo")).body().contains(id));
        RunningLead.await(() -> lead.types(email)
                .containsAll(Arrays.asList(
                        "enquiry.received.v1", "mail.sent.v1", "enquiry.answered.v1", "enquiry.closed.v1")));

        OverdueItems.thatAlwaysFail(150, lead.database());
        lead.clock.advance(Duration.ofDays(30 + 1));
        RunningLead.await(() -> lead.types(email).isEmpty());
        assertThat(lead.get(DESK + "/" + id, lead.as("privacy-desk")).statusCode())
                .isEqualTo(404);
        assertThat(lead.holds(email)).isFalse();
    }

    /** No code knows of rooms: the controller's file asks for them, and lists them. */
    @Test
    void stores_whatever_a_controller_asks_for() {
        String email = "rooms@example.org";
        String body = """
                {"email": "%s", "name": "Ottokar", "message": "Vacancies?", "rooms": "12", "stars": "5"}""".formatted(email);
        assertThat(lead.postJson("/api/v1/zweite/enquiries", body).statusCode()).isEqualTo(202);
        String tooLong = body.replace("12", "1234");
        assertThat(lead.postJson("/api/v1/zweite/enquiries", tooLong).statusCode())
                .isEqualTo(400);

        RunningLead.await(() ->
                queue("zweite").anyMatch(each -> email.equals(each.path("email").asString(""))));
        assertThat(queue("zweite")
                        .filter(each -> email.equals(each.path("email").asString(""))))
                .singleElement()
                .satisfies(
                        enquiry -> assertThat(enquiry.path("others").toString()).isEqualTo("{\"rooms\":\"12\"}"));
    }

    @Test
    void is_taken_also_where_no_receipt_may_be_sent_any_more() {
        String email = "asks-often@example.org";
        for (int times = 0; times < 8; times++) {
            assertThat(ask(email, "Question " + times)).isEqualTo(202);
        }
        assertThat(lead.types(email).stream().filter("enquiry.received.v1"::equals))
                .hasSize(8);
        RunningLead.await(() -> !lead.mailsTo(email).isEmpty());
        assertThat(lead.mailsTo(email)).hasSizeLessThan(8);
    }

    /** A stranger, who knows the address and asks in its name. */
    @Test
    void is_left_out_where_more_come_in_than_anybody_asks_which_the_desk_sees_and_may_write_about() {
        String email = "asked-for@example.org";
        for (int times = 0; times < 30; times++) {
            assertThat(ask("zweite", email, "Question " + times)).isEqualTo(202);
        }
        RunningLead.await(() -> queue("zweite").anyMatch(each -> each.has("leftOutUntil")));

        assertThat(queue("zweite").filter(each -> each.has("message"))).hasSizeLessThan(10);
        var leftOut = queue("zweite").filter(each -> each.has("leftOutUntil")).toList();
        assertThat(leftOut).singleElement().satisfies(each -> {
            assertThat(each.path("email").asString()).isEqualTo(email);
            assertThat(each.has("message")).isFalse();
            assertThat(each.has("name")).isFalse();
        });
        String id = leftOut.getFirst().path("enquiry").asString();
        assertThat(lead.postJson(
                                "/api/v1/zweite/desk/enquiries/" + id + "/answers",
                                "{\"text\": \"Was that you?\"}",
                                lead.as("privacy-desk", "zweite"))
                        .statusCode())
                .isEqualTo(201);
        RunningLead.await(() -> lead.mailsTo(email).stream()
                .anyMatch(mail -> RunningLead.text(mail).contains("Was that you?")));
    }

    @Test
    void is_the_desk_s_of_the_same_controller_to_read_and_to_answer() {
        String email = "roles@example.org";
        ask(email, "Who reads this?");
        String id = waiting(email).path("enquiry").asString();

        assertThat(lead.get(DESK + "/" + id).statusCode()).isEqualTo(401);
        assertThat(lead.get(DESK + "/" + id, lead.as("marketing")).statusCode()).isEqualTo(403);
        assertThat(lead.get(DESK + "/" + id, lead.as("dpo")).statusCode()).isEqualTo(200);
        assertThat(lead.postJson(DESK + "/" + id + "/answers", "{\"text\": \"x\"}", lead.as("dpo"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(lead.get("/api/v1/zweite/desk/enquiries/" + id, lead.as("privacy-desk"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(lead.get(DESK + "?state=other", lead.as("dpo")).statusCode()).isEqualTo(400);
        assertThat(lead.postJson(DESK + "/" + id + "/answers", "{\"text\": \" \"}", lead.as("privacy-desk"))
                        .statusCode())
                .isEqualTo(400);
    }

    private int ask(String email, String message) {
        return ask("muster", email, message);
    }

    private int ask(String controller, String email, String message) {
        return lead.postJson("/api/v1/" + controller + "/enquiries", """
                {"email": "%s", "name": "Ottokar", "phone": "0815", "company": "Acme", "message": "%s"}""".formatted(email, message))
                .statusCode();
    }

    private JsonNode waiting(String email) {
        RunningLead.await(() -> queue().anyMatch(each -> isBy(each, email)));
        return queue().filter(each -> isBy(each, email)).findFirst().orElseThrow();
    }

    private static boolean isBy(JsonNode enquiry, String email) {
        return enquiry.path("email").asString().equals(email);
    }

    private Stream<JsonNode> queue() {
        return queue("muster");
    }

    private Stream<JsonNode> queue(String controller) {
        var page = lead.get("/api/v1/" + controller + "/desk/enquiries?limit=200", lead.as("privacy-desk", controller));
        return read(page.body()).path("enquiries").values().stream();
    }

    private String[] with(String role, String... more) {
        return Stream.concat(Arrays.stream(lead.as(role)), Arrays.stream(more)).toArray(String[]::new);
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
