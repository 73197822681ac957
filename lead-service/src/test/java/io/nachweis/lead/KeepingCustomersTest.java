package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.lead.link.Relationships;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who becomes a customer's contact is kept by another rule, with what was asked for before. */
@ModuleTest
class KeepingCustomersTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration A_LITTLE = Duration.ofMinutes(10);

    private final RunningLead lead;

    KeepingCustomersTest(RunningLead lead) {
        this.lead = lead;
    }

    @Test
    void a_lead_of_a_customer_stays_until_three_years_after_the_year_of_the_end_and_any_other_24_months() {
        Instant fetched = fetch("customer@example.org");
        fetch("passer-by@example.org");
        var begun = put("K-1", Map.of("email", "customer@example.org", "since", today().toString()));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        assertThat(json(begun).has("keptUntil")).isFalse();

        advanceTo(fetched.atZone(BERLIN).plusMonths(24).toInstant().plus(A_LITTLE));
        RunningLead.await(() -> lead.types("passer-by@example.org").isEmpty());
        assertThat(lead.types("customer@example.org"))
                .contains("download.document-fetched.v1", "relationship.begun.v1");

        LocalDate day = today().with(MonthDay.of(12, 31)).plusYears(3);
        Instant end = day.atStartOfDay(BERLIN).toInstant();
        var ended = end("K-1", "customer@example.org");
        assertThat(Instant.parse(json(ended).path("keptUntil").asString())).isEqualTo(end);
        advanceTo(end.minus(A_LITTLE));
        assertThat(lead.types("customer@example.org"))
                .contains("download.document-fetched.v1", "relationship.ended.v1");

        advanceTo(end.plus(A_LITTLE));
        RunningLead.await(() -> lead.types("customer@example.org").isEmpty());
        assertThat(get("K-1").statusCode()).isEqualTo(404);
        RunningLead.await(
                () -> lead.bean(Relationships.class).find("muster", "K-1").isEmpty());
        assertThat(ends().filter(each -> each.path("on").asString().equals(day.toString()))
                        .map(each -> each.path("category").asString()))
                .as("each once, and on the day of the rule that counted")
                .containsExactlyInAnyOrder("whitepaper-leads", "contract-contacts");
        assertThat(lead.holds("customer@example.org")).isFalse();
    }

    @Test
    void goes_back_to_its_own_rule_when_the_relationship_was_a_mistake_and_ends_at_once_if_that_is_over() {
        Instant early = fetch("mistaken@example.org");
        put("K-2", Map.of("email", "mistaken@example.org", "since", today().toString(), "role", "Buyer"));
        assertThat(revoke("K-2").statusCode()).isEqualTo(204);
        RunningLead.await(
                () -> lead.types("mistaken@example.org").stream().noneMatch(type -> type.startsWith("relationship.")));
        assertThat(lead.types("mistaken@example.org")).contains("download.document-fetched.v1");
        assertThat(revoke("K-2").statusCode()).as("again").isEqualTo(204);

        Instant late = fetch("mistaken-for-long@example.org");
        put("K-3", Map.of("email", "mistaken-for-long@example.org", "since", today().toString()));
        advanceTo(early.atZone(BERLIN).plusMonths(24).toInstant().minus(A_LITTLE));
        assertThat(lead.types("mistaken@example.org")).contains("download.document-fetched.v1");
        advanceTo(late.atZone(BERLIN).plusMonths(24).toInstant().plus(A_LITTLE));
        RunningLead.await(() -> lead.types("mistaken@example.org").isEmpty());
        assertThat(lead.types("mistaken-for-long@example.org")).contains("download.document-fetched.v1");

        revoke("K-3");
        RunningLead.await(() -> lead.types("mistaken-for-long@example.org").isEmpty());
        assertThat(ends().map(each -> each.path("caseId").asString())).doesNotHaveDuplicates();
    }

    @Test
    void an_enquiry_of_a_customer_is_a_letter_that_outlives_the_relationship_and_one_of_afterwards_is_none() {
        String email = "asks-and-buys@example.org";
        String id = ask(email);
        int year = today().getYear();
        close(id);
        put("K-4", Map.of("email", email, "since", today().toString()));
        RunningLead.await(() -> keptUntil(id).isAfter(lead.clock.instant().plus(Duration.ofDays(365))));
        Instant end = keptUntil(id);
        assertThat(LocalDate.ofInstant(end, BERLIN))
                .as("after a working day")
                .isBetween(LocalDate.of(year + 7, 1, 1), LocalDate.of(year + 7, 1, 5));

        end("K-4", email);
        LocalDate endOfContact = today().with(MonthDay.of(12, 31)).plusYears(3);
        lead.clock.advance(Duration.ofDays(2));
        String later = ask(email);
        close(later);
        advanceTo(endOfContact.atStartOfDay(BERLIN).toInstant().plus(A_LITTLE));
        RunningLead.await(() -> get("K-4").statusCode() == 404 && desk(later).statusCode() == 404);
        assertThat(keptUntil(id)).isEqualTo(end);

        advanceTo(end.plus(A_LITTLE));
        RunningLead.await(() -> lead.types(email).isEmpty() && desk(id).statusCode() == 404);
        RunningLead.await(
                () -> lead.database().getCollection("enquiries").countDocuments(Filters.in("_id", id, later)) == 0);
    }

    @Test
    void an_erasure_ends_a_relationship_and_leaves_its_letters_their_time() {
        String email = "wants-letters-erased@example.org";
        String id = ask(email);
        close(id);
        put("K-12", Map.of("email", email, "since", today().toString()));
        RunningLead.await(() -> keptUntil(id).isAfter(lead.clock.instant().plus(Duration.ofDays(365))));
        Instant end = keptUntil(id);

        lead.erase(email);
        RunningLead.await(() -> lead.types(email).contains("erasure.carried-out.v1"));
        assertThat(lead.entries(email).getLast().data().path("kept").findValuesAsString("category"))
                .containsExactly("contract-letters");
        assertThat(get("K-12").statusCode()).isEqualTo(404);
        lead.clock.advance(Duration.ofDays(40));
        RunningLead.await(() ->
                lead.database().getCollection("due").countDocuments(Filters.lte("at", Date.from(lead.clock.instant())))
                        == 0);
        assertThat(keptUntil(id)).isEqualTo(end);

        advanceTo(end.plus(A_LITTLE));
        RunningLead.await(() -> lead.types(email).stream().noneMatch(type -> type.startsWith("enquiry.")));
    }

    /** As when the index was lost, or is behind: it says only where to look. */
    @Test
    void ends_nothing_early_that_the_index_calls_due() {
        fetch("looked-at@example.org");
        var due = lead.database().getCollection("due");
        var ofTheLead = Filters.eq(
                "case",
                lead.entries("looked-at@example.org")
                        .getFirst()
                        .data()
                        .path("download")
                        .asString());
        RunningLead.await(() -> due.countDocuments(ofTheLead) == 1);
        var item = due.find(ofTheLead).into(new ArrayList<>()).getFirst();
        put("K-5", Map.of("email", "looked-at@example.org", "since", today().toString()));
        RunningLead.await(() -> due.countDocuments(ofTheLead) == 0);

        item.put("at", Date.from(lead.clock.instant()));
        due.insertOne(item);

        RunningLead.await(() -> due.countDocuments(ofTheLead) == 0);
        assertThat(lead.types("looked-at@example.org")).contains("download.document-fetched.v1");
    }

    @Test
    void is_put_on_record_once_however_often_a_crm_says_it() {
        var said = Map.of(
                "email", "said-twice@example.org",
                "since", "2024-03-01",
                "role", "Buyer",
                "contract", "V-4711",
                "technicalContact", true,
                "nickname", "Eri");
        var first = put("K-6", said);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(put("K-6", said).body()).isEqualTo(first.body());
        assertThat(json(first).propertyNames())
                .containsExactlyInAnyOrder("id", "subject", "email", "since", "role", "contract", "technicalContact");
        assertThat(put(
                                "K-6",
                                Map.of(
                                        "subject",
                                        subject("said-twice@example.org").value(),
                                        "since",
                                        "2024-03-01"))
                        .body())
                .contains("said-twice@example.org")
                .doesNotContain("Buyer", "V-4711");
        assertThat(end("K-6", "said-twice@example.org").statusCode()).isEqualTo(200);
        put("K-6", Map.of("email", "said-twice@example.org", "since", "2024-03-01"));

        assertThat(lead.types("said-twice@example.org"))
                .containsExactly(
                        "relationship.begun.v1",
                        "relationship.changed.v1",
                        "relationship.ended.v1",
                        "relationship.resumed.v1");
        assertThat(lead.everyEntry("relationship.begun.v1").toString()).doesNotContain("Buyer", "V-4711", "K-6");
    }

    @Test
    void is_with_one_person() {
        put("K-7", Map.of("email", "one@example.org", "since", "2024-03-01"));
        var other = put("K-7", Map.of("email", "other@example.org", "since", "2024-03-01"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("relationship-of-another").doesNotContain("one@", "other@");
        assertThat(lead.types("other@example.org")).isEmpty();
    }

    @Test
    void is_refused_by_the_name_of_the_field_and_never_echoed() {
        var tomorrow = today().plusDays(1).toString();
        Stream.of(
                        Map.entry("email", Map.of("since", "2024-03-01")),
                        Map.entry("email", Map.of("email", "nobody", "since", "2024-03-01")),
                        Map.entry("since", Map.of("email", "a@example.org")),
                        Map.entry("since", Map.of("email", "a@example.org", "since", tomorrow)),
                        Map.entry("since", Map.of("email", "a@example.org", "since", "2024-02-30")),
                        Map.entry("endedOn", Map.of("email", "a@example.org", "since", "2024-03-01", "endedOn", "x")),
                        Map.entry(
                                "endedOn",
                                Map.of("email", "a@example.org", "since", "2024-03-01", "endedOn", "2024-02-01")),
                        Map.entry(
                                "endedOn",
                                Map.of("email", "a@example.org", "since", "2000-03-01", "endedOn", "2001-02-01")),
                        Map.entry(
                                "role",
                                Map.of("email", "a@example.org", "since", "2024-03-01", "role", "x".repeat(201))),
                        Map.entry("subject", Map.of("subject", "erased", "since", "2024-03-01")),
                        Map.entry(
                                "subject",
                                Map.of(
                                        "email",
                                        "a@example.org",
                                        "subject",
                                        subject("b@example.org").value(),
                                        "since",
                                        "2024-03-01")))
                .forEach(wrong -> {
                    var refused = put("K-8", wrong.getValue());
                    assertThat(refused.statusCode()).as(wrong.toString()).isEqualTo(400);
                    assertThat(refused.body())
                            .contains("\"field\":\"" + wrong.getKey() + "\"")
                            .doesNotContain("example.org", "2001-02-01");
                });
        assertThat(put("K+8", Map.of("email", "a@example.org", "since", "2024-03-01"))
                        .body())
                .contains("\"field\":\"id\"");
        assertThat(lead.types("a@example.org")).isEmpty();
        assertThat(get("K-8").statusCode()).isEqualTo(404);
    }

    @Test
    void is_the_desk_s_and_a_crm_s_of_the_same_controller() {
        String said = "{\"email\": \"c@example.org\", \"since\": \"2024-03-01\"}";
        assertThat(put("muster", "K-9", said).statusCode()).isEqualTo(401);
        assertThat(put("muster", "K-9", said, lead.as("dpo")).statusCode()).isEqualTo(403);
        assertThat(put("muster", "K-9", said, lead.as("privacy-desk", "zweite")).statusCode())
                .isEqualTo(403);
        assertThat(put("muster", "K-9", said, lead.as("privacy-desk")).statusCode())
                .isEqualTo(200);
        assertThat(lead.get(path("muster", "K-9"), lead.as("dpo")).statusCode()).isEqualTo(200);
        assertThat(lead.get(path("muster", "K-9"), lead.as("marketing")).statusCode())
                .isEqualTo(403);
    }

    /** An application of another controller has come to know a pseudonym, and wants a lead of ours never to end. */
    @Test
    void moves_nothing_of_another_controller() {
        Instant fetched = fetch("ours@example.org");
        var said = Map.of("subject", subject("ours@example.org").value(), "since", "2024-03-01");
        assertThat(put("zweite", "K-11", JsonMapper.shared().writeValueAsString(said), lead.as("app", "zweite"))
                        .statusCode())
                .isEqualTo(200);
        advanceTo(fetched.atZone(BERLIN).plusMonths(24).toInstant().plus(A_LITTLE));
        RunningLead.await(
                () -> lead.types("ours@example.org").stream().noneMatch(type -> type.startsWith("download.")));
    }

    /** No law keeps it (Art. 17(3) GDPR), and an erasure goes before a move. */
    @Test
    void is_erased_with_its_person() {
        String email = "erased-customer@example.org";
        fetch(email);
        put("K-10", Map.of("email", email, "since", "2024-03-01"));
        lead.erase(email);
        RunningLead.await(() -> lead.types(email).equals(List.of("erasure.decided.v1", "erasure.carried-out.v1")));
        assertThat(lead.entries(email).getLast().data().path("erased").findValuesAsString("category"))
                .containsExactly("contract-contacts", "whitepaper-leads");
        assertThat(get("K-10").statusCode()).isEqualTo(404);
        assertThat(put("K-10", Map.of("email", email, "since", "2024-03-01")).statusCode())
                .as("a new one")
                .isEqualTo(200);
    }

    private Instant fetch(String email) {
        String link = lead.requestDownload(email);
        Instant before = lead.clock.instant();
        assertThat(lead.postForm(link, Map.of()).statusCode()).isEqualTo(200);
        RunningLead.await(() -> lead.types(email).contains("mail.sent.v1"));
        return before;
    }

    private String ask(String email) {
        assertThat(lead.postJson("/api/v1/muster/enquiries", """
                        {"email": "%s", "name": "Ottokar", "message": "What does it cost?"}""".formatted(email))
                        .statusCode())
                .isEqualTo(202);
        return lead.entries(email).stream()
                .filter(entry -> entry.type().equals("enquiry.received.v1"))
                .reduce((_, last) -> last)
                .orElseThrow()
                .data()
                .path("enquiry")
                .asString();
    }

    private void close(String enquiry) {
        assertThat(lead.postJson("/api/v1/muster/desk/enquiries/" + enquiry + "/closure", "{}", lead.as("privacy-desk"))
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> desk(String enquiry) {
        return lead.get("/api/v1/muster/desk/enquiries/" + enquiry, lead.as("dpo"));
    }

    private Instant keptUntil(String enquiry) {
        return Instant.parse(enquiry(enquiry).path("keptUntil").asString());
    }

    private JsonNode enquiry(String id) {
        return json(desk(id));
    }

    private HttpResponse<String> end(String id, String email) {
        return put(id, Map.of("email", email, "since", "2024-03-01", "endedOn", today().toString()));
    }

    private HttpResponse<String> put(String id, Map<String, ?> said) {
        return put("muster", id, JsonMapper.shared().writeValueAsString(said), lead.as("app"));
    }

    private HttpResponse<String> put(String controller, String id, String said, String... headers) {
        return lead.send(
                lead.request(path(controller, id))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(said)),
                headers);
    }

    private HttpResponse<String> get(String id) {
        return lead.get(path("muster", id), lead.as("app"));
    }

    private HttpResponse<String> revoke(String id) {
        return lead.send(lead.request(path("muster", id)).DELETE(), lead.as("app"));
    }

    private static String path(String controller, String id) {
        return "/api/v1/" + controller + "/relationships/" + id;
    }

    private Stream<JsonNode> ends() {
        return lead.everyEntry("retention.ended.v1").stream();
    }

    private SubjectId subject(String email) {
        return lead.bean(SubjectIds.class).of("muster", EmailAddress.of(email));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(lead.clock.instant(), BERLIN);
    }

    private void advanceTo(Instant time) {
        lead.clock.advance(Duration.between(lead.clock.instant(), time));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
