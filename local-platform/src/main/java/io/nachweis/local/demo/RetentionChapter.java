package io.nachweis.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One person's life with a company: whatever is stored goes on the day that was foreseen, for the reason that is told, and in
 * the end out of every file.
 */
record RetentionChapter(DemoClient client, DatabaseFiles files) {

    /** So that no mailbox is flooded. */
    private static final Duration A_WHILE = Duration.ofMinutes(16);

    private static final Duration TWO_YEARS = Duration.ofDays(2 * 365);

    void oneLife(String email) {
        var leads = new LeadsChapter(client);
        leads.oneWhoAsks(email);
        goesAsForeseen(email);

        leads.oneWhoWantsADocument(email);
        String relationship = client.gateway + "/api/v1/idm/relationships/" + UUID.randomUUID();
        becomesACustomer(relationship, email);
        moveTo(now().plus(A_WHILE));
        new RightsChapter(client).oneWhoWantsToKnow(email, 5);
        goesAsForeseen(email);

        isNoCustomerAnyMore(relationship, email);
        goesAsForeseen(email);

        client.narrator.step("For two more years the newsletter goes out");
        moveTo(now().plus(TWO_YEARS));
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(DemoClient.await(() -> client.mayI(subject, desk)), "May I? Yes, still");

        client.narrator.step("The person unsubscribes; company and role, which prove nothing, go at once");
        client.http.postForm(
                NewsletterChapter.oneClick(client.mail(email, 5).path("headers")),
                Map.of("List-Unsubscribe", "One-Click"));
        client.narrator.promise(
                DemoClient.await(() -> !client.history(subject, desk).body().contains("Example Ltd")),
                "The company is on record nowhere");
        client.narrator.promise(
                DemoClient.await(() -> files.have(subject)), "The person's pseudonym is in the files of the database");
        goesAsForeseen(email);
        client.narrator.promise(isEmpty(subject), "Nothing leads to the person any more, in no service");
        client.narrator.promise(
                DemoClient.await(() -> {
                    files.compact();
                    return !files.have(subject);
                }),
                "Seconds later, when the keys are destroyed, no file of the database has it any more");
    }

    private void becomesACustomer(String relationship, String email) {
        client.narrator.step(
                "The company buys; its contact is kept by the rule of customers, and so is what they asked for");
        client.narrator.promise(
                recorded(relationship, Map.of("email", email, "since", today())),
                "On record, by the id that the CRM has");
    }

    private void isNoCustomerAnyMore(String relationship, String email) {
        client.narrator.step("The contract ends, and with it the time begins of all that was kept for it");
        client.narrator.promise(
                recorded(relationship, Map.of("email", email, "since", today(), "endedOn", today())), "On record");
    }

    private boolean recorded(String relationship, Map<String, String> said) {
        return client.http
                        .putJson(relationship, said, "Authorization", "Bearer " + client.token("app"))
                        .status()
                == 200;
    }

    private String today() {
        return now().toString().substring(0, 10);
    }

    /** One day after the other, until no time runs any more. */
    private void goesAsForeseen(String email) {
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(
                DemoClient.await(() -> !foreseen(subject, desk).isEmpty()), "It is known when it ends, and why");
        for (List<JsonNode> next = next(subject, desk); !next.isEmpty(); next = next(subject, desk)) {
            go(next, subject, desk);
        }
    }

    /** All that ends at one time. */
    private void go(List<JsonNode> ends, String subject, String desk) {
        for (JsonNode end : ends) {
            client.narrator.step("%s, in %s-service: until %s"
                    .formatted(
                            end.path("name").asString(""),
                            end.path("service").asString(""),
                            end.path("on").asString("")));
            end.path("because").forEach(sentence -> client.narrator.came(sentence.asString("")));
        }
        Instant until = Instant.parse(ends.getFirst().path("until").asString(""));
        moveTo(until.minus(Duration.ofDays(1)));
        int before = entries(subject, desk);
        client.narrator.promise(foreseen(subject, desk).containsAll(ends), "The day before it is there");
        moveTo(until);
        client.narrator.promise(
                DemoClient.await(
                        () -> Collections.disjoint(foreseen(subject, desk), ends) && entries(subject, desk) < before),
                "On that day it is gone");
    }

    private List<JsonNode> next(String subject, String desk) {
        List<JsonNode> foreseen = foreseen(subject, desk);
        return foreseen.stream()
                .filter(end -> end.path("until").equals(foreseen.getFirst().path("until")))
                .toList();
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
