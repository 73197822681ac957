package io.nachweis.local.demo;

import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.Topics;
import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The double opt-in: somebody confirms and withdraws, somebody else never confirms. */
record NewsletterChapter(DemoClient client) {

    private static final String GIVEN = "nachweis.consent.given.v1";
    private static final String WITHDRAWN = "nachweis.consent.withdrawn.v1";

    private static final Duration READING = Duration.ofMillis(2500);

    void oneWhoConfirms(String email, ConsentRecords records) {
        client.narrator.step("A website asks what to show");
        Answer form = client.http.get(client.gateway + "/api/v1/idm/forms/newsletter?locale=en");
        String wording = form.json().path("wordings").path(0).path("id").asString("");
        client.narrator.promise(!wording.isEmpty(), "The exact wording has a name: " + wording);

        client.narrator.step("Somebody reads it and signs up; who is faster than a person gets no mail");
        DemoClient.pause(READING);
        Answer accepted = client.http.postJson(
                client.gateway + "/api/v1/idm/subscriptions",
                Map.of(
                        "email",
                        email,
                        "consents",
                        List.of(wording),
                        "company",
                        "Example Ltd",
                        "formToken",
                        form.json().path("formToken").asString("")));
        client.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        client.narrator.step("A confirmation mail arrives over SMTP");
        JsonNode mail = client.mail(email, 1);
        String confirm = DemoClient.link(mail, "/confirm?token=");

        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);

        client.narrator.step("A mail scanner opens the link: nothing changes");
        Answer page = client.http.get(confirm);
        client.narrator.promise(
                page.status() == 200 && !client.mayI(subject, desk), "A page with a question, and still no consent");

        client.narrator.step("The person confirms");
        Answer confirmed = client.http.postForm(
                DemoClient.address(confirm),
                Map.of("token", DemoClient.tokenOf(confirm), "nonce", DemoClient.nonceOf(page), "action", "confirm"));
        client.narrator.promise(confirmed.status() == 200, "Confirmed");

        client.narrator.step("A second mail is the record of what was agreed");
        JsonNode record = client.mail(email, 2);
        JsonNode headers = record.path("headers");
        client.narrator.promise(
                headers.has("List-Unsubscribe") && headers.has("List-Unsubscribe-Post") && headers.has("List-Id"),
                "It says how to withdraw, to mail programs too");

        client.narrator.step("An internal application hears of it on Kafka");
        hears(records, subject, GIVEN);

        client.narrator.step("May I?");
        client.narrator.promise(DemoClient.await(() -> client.mayI(subject, desk)), "Yes");
        client.http.get(client.purpose(subject), "Authorization", desk);

        client.narrator.step("The privacy desk replays the person's life from the logs");
        client.timeLine(subject, desk);

        client.narrator.step("The person withdraws by the mail program's own button (RFC 8058)");
        Answer done = client.http.postForm(oneClick(headers), Map.of("List-Unsubscribe", "One-Click"));
        client.narrator.promise(done.status() == 200, "Done, without a page or a question");

        client.narrator.step("The internal application hears that too");
        hears(records, subject, WITHDRAWN);
        client.narrator.promise(DemoClient.await(() -> !client.mayI(subject, desk)), "May I? No");
        client.http.get(client.purpose(subject), "Authorization", desk);
        client.timeLine(subject, desk);
    }

    void oneWhoNeverDoes(String email) {
        client.narrator.step("A second person signs up and never confirms");
        client.http.postForm(
                client.gateway + "/api/v1/idm/subscriptions",
                Map.of("email", email, "consents", "newsletter/2/de", "returnTo", client.site + "/thanks"));
        client.mail(email, 1);
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(
                DemoClient.await(() -> client.history(subject, desk).body().contains(email)),
                "The address is on record for now");

        client.narrator.step("Eight days pass");
        client.http.postJson(client.site + "/clock", Map.of("forward", "P8D"));

        client.narrator.step("What was never confirmed is forgotten");
        client.narrator.promise(
                DemoClient.await(() -> isForgotten(client.history(subject, desk), email)),
                "The history of this address holds nothing personal any more");
        client.http.get(client.gateway + "/api/v1/idm/subjects/" + subject + "/history", "Authorization", desk);
    }

    private static boolean isForgotten(Answer history, String email) {
        return history.status() == 200
                && !history.body().contains(email)
                && history.json().path("entries").isEmpty();
    }

    static String oneClick(JsonNode headers) {
        return headers.path("List-Unsubscribe")
                .asString("")
                .replaceAll("\\s", "")
                .replaceAll(".*<(http[^>]*)>.*", "$1");
    }

    private void hears(ConsentRecords records, String subject, String type) {
        Optional<PublishedFact> told = records.await(subject, type, DemoClient.PATIENCE);
        told.ifPresent(fact -> client.narrator.came(
                Topics.CONSENTS + " " + fact.type() + " key=" + fact.subject() + " " + fact.data()));
        client.narrator.promise(told.isPresent(), "A signed record on Kafka, with a pseudonym and no address");
    }
}
