package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ModuleTest
class AudienceTest {

    private static final String EVENTS = "/api/v1/muster/audiences/events";

    private final RunningNewsletter newsletter;

    AudienceTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void says_whom_one_may_write_to_and_how_each_gets_out() {
        String email = "Reader@example.org";
        signUpForBoth(email);
        JsonNode reader = awaitMember(email);
        assertThat(reader.path("subject").asString())
                .isEqualTo(newsletter.subject(email).value());
        assertThat(reader.path("locale").asString()).isEqualTo("de");
        assertThat(reader.path("recipient").asString()).matches("[0-9a-f]{32}");
        assertThat(Instant.parse(export(EVENTS).path("usableUntil").asString()))
                .isBetween(
                        newsletter.clock.instant().plus(Duration.ofHours(23)),
                        newsletter.clock.instant().plus(Duration.ofHours(24)));

        assertThat(newsletter.get(path(reader.path("unsubscribe").asString())).body())
                .contains("<p class=\"about\">Termine</p>", "Von allem abmelden", "href=\"preferences?token=");
        assertThat(newsletter.get(path(reader.path("preferences").asString())).body())
                .contains("R•••@example.org");

        String oneClick = path(reader.path("listUnsubscribe").asString()).replace(">", "");
        assertThat(newsletter
                        .postForm(oneClick, "List-Unsubscribe", "One-Click")
                        .statusCode())
                .isEqualTo(200);
        assertThat(member(EVENTS, email)).isNull();
        assertThat(member("/api/v1/muster/audiences/newsletter", email)).isNotNull();
        assertThat(newsletter
                        .postForm(oneClick.replace(".events", ".newsletter"), "List-Unsubscribe", "One-Click")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shows_only_who_gave_this_very_consent() {
        newsletter.signUpAndConfirm("not-events@example.org");
        newsletter.signUp("never-confirmed@example.org");
        signUpForBoth("events-too@example.org");
        awaitMember("events-too@example.org");
        assertThat(member(EVENTS, "not-events@example.org")).isNull();
        assertThat(member(EVENTS, "never-confirmed@example.org")).isNull();
    }

    @Test
    void goes_from_page_to_page() {
        List<String> emails =
                IntStream.range(0, 5).mapToObj(i -> "page" + i + "@example.org").toList();
        emails.forEach(this::signUpForBoth);
        emails.forEach(this::awaitMember);
        List<String> found = new ArrayList<>();
        @Nullable String next = EVENTS + "?limit=2";
        String changes = export(next).path("changes").asString();
        while (next != null) {
            JsonNode page = export(next);
            assertThat(page.path("recipients").size()).isLessThanOrEqualTo(2);
            assertThat(page.path("changes").asString()).isEqualTo(changes);
            page.path("recipients").forEach(each -> found.add(each.path("email").asString()));
            next = page.path("next").asString(null);
        }
        assertThat(found).containsAll(emails).doesNotHaveDuplicates();
    }

    @Test
    void comes_as_a_table_too() {
        signUpForBoth("+plus@example.org");
        awaitMember("+plus@example.org");
        List<String> lines = new ArrayList<>();
        @Nullable String next = EVENTS + "?limit=3";
        while (next != null) {
            var answer = newsletter.get(next, "Authorization", bearer("marketing"), "Accept", "text/csv");
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
            assertThat(answer.headers().firstValue("content-disposition"))
                    .hasValue("attachment; filename=\"events.csv\"");
            lines.addAll(answer.body().lines().skip(1).toList());
            next = link(answer, "next");
        }
        assertThat(lines).anyMatch(line -> line.startsWith("\"\"\"+plus\"\"@example.org\","));
    }

    @Test
    void is_shown_to_marketing_and_to_applications_of_the_purpose_only() {
        assertThat(newsletter.get(EVENTS).statusCode()).isEqualTo(401);
        Map<String, Integer> answers = new HashMap<>();
        for (String role : List.of("marketing", "app", "privacy-desk", "auditor", "operator")) {
            answers.put(
                    role, newsletter.get(EVENTS, "Authorization", bearer(role)).statusCode());
        }
        assertThat(answers)
                .isEqualTo(Map.of("marketing", 200, "app", 200, "privacy-desk", 403, "auditor", 403, "operator", 403));
        var app = "Bearer " + newsletter.issuer.token("app", List.of("muster"), List.of("newsletter"));
        assertThat(newsletter.get(EVENTS, "Authorization", app).statusCode()).isEqualTo(403);
        assertThat(newsletter.get(EVENTS + "/changes", "Authorization", app).statusCode())
                .isEqualTo(403);
        var elsewhere = "Bearer " + newsletter.issuer.token("marketing", List.of("idm"), List.of());
        assertThat(newsletter.get(EVENTS, "Authorization", elsewhere).statusCode())
                .isEqualTo(403);
    }

    @Test
    void refuses_what_makes_no_sense() {
        for (String query : List.of("?limit=0", "?limit=1001", "?limit=x", "?after=x", "?changesAfter=")) {
            int expected = query.equals("?changesAfter=") ? 200 : 400;
            assertThat(newsletter
                            .get(EVENTS + query, "Authorization", bearer("marketing"))
                            .statusCode())
                    .as(query)
                    .isEqualTo(expected);
        }
        assertThat(newsletter
                        .get("/api/v1/muster/audiences/nothing", "Authorization", bearer("marketing"))
                        .body())
                .contains("unknown-purpose");
    }

    /** Whoever follows a log that was put back would else be told for ever that nothing happened. */
    @Test
    void tells_who_comes_from_beyond_the_end_of_the_log_to_start_over() {
        signUpForBoth("cursor@example.org");
        awaitMember("cursor@example.org");
        for (String path : List.of(EVENTS + "/changes?after=999999999", EVENTS + "?after=999999999")) {
            var answer = newsletter.get(path, "Authorization", bearer("app"));
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("https://nachweis.io/problems/unknown-cursor");
        }
        String end = export(EVENTS + "/changes?limit=1000").path("next").asString();
        assertThat(export(end).path("changes")).isEmpty();
    }

    @Test
    void counts_a_withdrawal_before_the_projection_knows_of_it() {
        String email = "quick-leaver@example.org";
        signUpForBoth(email);
        JsonNode member = awaitMember(email);
        var projection = newsletter
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("audience", StreamingEventProcessor.class)
                .orElseThrow();
        projection.shutDown();
        try {
            newsletter.postForm(path(member.path("unsubscribe").asString()));
            assertThat(member(EVENTS, email)).isNull();
        } finally {
            projection.start();
        }
    }

    @Test
    void leaves_out_whose_withdrawal_only_the_desk_knows_of() {
        String email = "phoned@example.org";
        signUpForBoth(email);
        awaitMember(email);
        var now = newsletter.clock.instant();
        newsletter.desk.records(
                newsletter.subject("somebody-else@example.org"),
                new Fact.ConsentWithdrawn("muster", "events", "letter", Channel.LETTER, now, now),
                now);
        newsletter.desk.records(
                newsletter.subject(email),
                new Fact.ConsentWithdrawn("muster", "events", "call", Channel.PHONE, now, now),
                now);

        assertThat(member(EVENTS, email)).isNull();
        assertThat(newsletter.entries(email).stream()
                        .filter(entry -> entry.type().equals("subscription.consent-withdrawn.v1"))
                        .map(entry -> entry.data().path("channel").asString()))
                .containsExactly("phone");
    }

    @Test
    void lets_in_again_whose_withdrawal_is_disowned() {
        String email = "withdrawn-by-a-stranger@example.org";
        signUpForBoth(email);
        awaitMember(email);
        var now = newsletter.clock.instant();
        newsletter.desk.records(
                newsletter.subject(email),
                new Fact.ConsentWithdrawn("muster", "events", "form", Channel.OTHER, now, now),
                now);
        assertThat(member(EVENTS, email)).isNull();
        var follower = new Follower(path(export(EVENTS).path("changes").asString()));

        newsletter.desk.records(
                newsletter.subject(email),
                new Fact.WithdrawalDisowned("muster", "events", "form", Channel.OTHER, now, now),
                now);
        awaitMember(email);
        RunningNewsletter.await(() -> {
            follower.poll();
            return follower.among(List.of(email)).equals(List.of(email));
        });
    }

    @Test
    void hands_nobody_out_while_the_desk_cannot_be_asked() {
        newsletter.desk.isAway(true);
        try {
            for (String path : List.of(EVENTS, EVENTS + "/changes")) {
                var answer = newsletter.get(path, "Authorization", bearer("app"));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("/unavailable").doesNotContain("@");
            }
        } finally {
            newsletter.desk.isAway(false);
        }
    }

    @Test
    void is_rebuilt_from_the_log() {
        String stays = "rebuilt@example.org";
        signUpForBoth(stays);
        awaitMember(stays);
        JsonNode before = export(EVENTS + "?limit=1000").path("recipients");
        var projection = newsletter
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("audience", StreamingEventProcessor.class)
                .orElseThrow();
        projection.shutDown();
        projection.resetTokens();
        assertThat(newsletter.database().getCollection("audience").countDocuments())
                .isZero();
        projection.start();
        RunningNewsletter.await(
                () -> export(EVENTS + "?limit=1000").path("recipients").size() == before.size());
        assertThat(export(EVENTS + "?limit=1000").path("recipients")).isEqualTo(before);
    }

    @Test
    void is_on_record_and_leaves_no_address_beside_the_log() {
        String email = "on-record@example.org";
        signUpForBoth(email);
        awaitMember(email);
        assertThat(newsletter.everyEntry("audience.exported.v1")).anySatisfy(entry -> {
            assertThat(entry.path("purpose").asString()).isEqualTo("events");
            assertThat(entry.path("recipients").asInt()).isPositive();
            assertThat(entry.toString()).doesNotContain("@");
        });
        var beside = newsletter.database().getCollection("audience").find().map(Document::toJson);
        for (String member : beside) {
            assertThat(member).doesNotContain("@", newsletter.subject(email).value());
        }
    }

    /** A follower that reads while people come and go ends up with exactly those who stayed. */
    @Test
    void misses_nobody_who_leaves() throws Exception {
        List<String> emails = IntStream.range(0, 6)
                .mapToObj(i -> "mover" + i + "@example.org")
                .toList();
        var follower = new Follower(EVENTS + "/changes?limit=3");
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, emails.size())
                    .<Callable<Void>>mapToObj(i -> () -> {
                        String record = signUpForBoth(emails.get(i));
                        if (i % 2 == 0) {
                            newsletter.postForm(record);
                        }
                        return null;
                    })
                    .map(people::submit)
                    .toList();
            RunningNewsletter.await(() -> {
                follower.poll();
                return all.stream().allMatch(Future::isDone);
            });
            for (var each : all) {
                each.get();
            }
        }
        List<String> stayed = IntStream.range(0, emails.size())
                .filter(i -> i % 2 == 1)
                .mapToObj(emails::get)
                .toList();
        RunningNewsletter.await(() -> {
            follower.poll();
            return follower.among(emails).equals(List.copyOf(new TreeSet<>(stayed)));
        });
    }

    private final class Follower {

        private final Map<String, String> addresses = new HashMap<>();
        private String next;

        Follower(String start) {
            next = start;
        }

        void poll() {
            JsonNode page = export(next);
            page.path("changes").forEach(change -> {
                String recipient = change.path("recipient").asString();
                if (change.path("change").asString().equals("joined")) {
                    addresses.put(recipient, change.path("email").asString());
                } else {
                    assertThat(change.has("email")).isFalse();
                    addresses.remove(recipient);
                }
            });
            next = page.path("next").asString();
        }

        List<String> among(List<String> emails) {
            return addresses.values().stream().filter(emails::contains).sorted().toList();
        }
    }

    /** Returns the path to unsubscribe from everything. */
    private String signUpForBoth(String email) {
        newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "consents": ["lists/1/de", "lists/2/de"]}""".formatted(email));
        String confirm = RunningNewsletter.linkIn(newsletter.nextMail(email, 0));
        newsletter.press(confirm, "confirm");
        return RunningNewsletter.linkIn(newsletter.nextMail(email, 1));
    }

    private JsonNode awaitMember(String email) {
        RunningNewsletter.await(() -> member(EVENTS, email) != null);
        return Objects.requireNonNull(member(EVENTS, email));
    }

    private @Nullable JsonNode member(String audience, String email) {
        return export(audience + "?limit=1000").path("recipients").values().stream()
                .filter(each -> each.path("email").asString().equals(email))
                .findFirst()
                .orElse(null);
    }

    private JsonNode export(String path) {
        var answer = newsletter.get(path, "Authorization", bearer("app"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        return JsonMapper.shared().readTree(answer.body());
    }

    private String bearer(String role) {
        return "Bearer " + newsletter.issuer.token(role, List.of("muster"), List.of("newsletter", "events"));
    }

    private static String path(String url) {
        return url.replace("<", "").replace("https://privacy.muster.example", "");
    }

    private static @Nullable String link(HttpResponse<String> answer, String relation) {
        return answer.headers().allValues("link").stream()
                .flatMap(links -> Stream.of(links.split(", *")))
                .filter(link -> link.endsWith("rel=\"" + relation + "\""))
                .map(link -> link.substring(1, link.indexOf('>')))
                .findFirst()
                .orElse(null);
    }
}
