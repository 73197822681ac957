package io.nachweis.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One person's life with a company: whatever is stored goes on the day that was foreseen, for the reason that is told. */
record RetentionChapter(DemoClient client) {

    /** So that no mailbox is flooded. */
    private static final Duration A_WHILE = Duration.ofMinutes(16);

    private static final Duration SIX_YEARS = Duration.ofDays(6 * 365 + 2);

    void oneLife(String email) {
        var leads = new LeadsChapter(client);
        leads.oneWhoAsks(email);
        goesAsForeseen(email);

        leads.oneWhoWantsADocument(email);
        moveTo(now().plus(A_WHILE));
        new RightsChapter(client).oneWhoWantsToKnow(email, 5);
        goesAsForeseen(email);

        client.narrator.step("For six more years the newsletter goes out");
        moveTo(now().plus(SIX_YEARS));
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(DemoClient.await(() -> client.mayI(subject, desk)), "May I? Yes, still");

        client.narrator.step("The person unsubscribes; company and role, which prove nothing, go at once");
        client.narrator.promise(
                client.history(subject, desk).body().contains("Example Ltd"), "The company is on record");
        client.http.postForm(
                NewsletterChapter.oneClick(client.mail(email, 5).path("headers")),
                Map.of("List-Unsubscribe", "One-Click"));
        client.narrator.promise(
                DemoClient.await(() -> !client.history(subject, desk).body().contains("Example Ltd")), "It is not");
        goesAsForeseen(email);
        client.narrator.promise(isEmpty(subject), "Nothing leads to the person any more, in no service");
    }

    /** One after the other, until no time runs any more. */
    private void goesAsForeseen(String email) {
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(
                DemoClient.await(() -> !foreseen(subject, desk).isEmpty()), "It is known when it ends, and why");
        for (Optional<JsonNode> next = next(subject, desk); next.isPresent(); next = next(subject, desk)) {
            goes(next.get(), subject, desk);
        }
    }

    private void goes(JsonNode end, String subject, String desk) {
        client.narrator.step("%s, in %s-service: until %s"
                .formatted(
                        end.path("name").asString(""),
                        end.path("service").asString(""),
                        end.path("on").asString("")));
        end.path("because").forEach(sentence -> client.narrator.came(sentence.asString("")));
        Instant until = Instant.parse(end.path("until").asString(""));
        moveTo(until.minus(Duration.ofDays(1)));
        int before = entries(subject, desk);
        client.narrator.promise(foreseen(subject, desk).contains(end), "The day before it is there");
        moveTo(until);
        client.narrator.promise(
                DemoClient.await(() -> !foreseen(subject, desk).contains(end) && entries(subject, desk) < before),
                "On that day it is gone");
    }

    private Optional<JsonNode> next(String subject, String desk) {
        return foreseen(subject, desk).stream().findFirst();
    }

    private List<JsonNode> foreseen(String subject, String desk) {
        return client.http
                .ask(
                        client.gateway + "/api/v1/idm/retention/preview?until=2099-12-31&subject=" + subject,
                        "Authorization",
                        desk,
                        "Accept-Language",
                        "en")
                .json()
                .path("ends")
                .valueStream()
                .toList();
    }

    private int entries(String subject, String desk) {
        return client.history(subject, desk).json().path("entries").size();
    }

    private boolean isEmpty(String subject) {
        String desk = "Bearer " + client.token("privacy-desk");
        return DemoClient.await(() -> entries(subject, desk) == 0);
    }

    private Instant now() {
        return Instant.parse(
                client.http.ask(client.site + "/clock").json().path("now").asString(""));
    }

    /** A second beyond, and never back. */
    private void moveTo(Instant then) {
        Duration ahead = Duration.between(now(), then).plusSeconds(1);
        if (ahead.isPositive()) {
            client.http.postJson(client.site + "/clock", Map.of("forward", ahead.toString()));
        }
    }
}
