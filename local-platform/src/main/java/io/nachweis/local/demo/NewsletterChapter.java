package io.nachweis.local.demo;

import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** The double opt-in: somebody confirms and withdraws, somebody else never confirms. */
record NewsletterChapter(Stage stage) {

    private static final String GIVEN = "nachweis.consent.given.v1";
    private static final String WITHDRAWN = "nachweis.consent.withdrawn.v1";

    private static final Duration READING = Duration.ofMillis(2500);

    void oneWhoConfirms(String email, ConsentRecords records) {
        stage.narrator.step("A website asks what to show");
        Answer form = stage.http.get(stage.gateway + "/api/v1/idm/forms/newsletter?locale=en");
        String wording = form.json().path("wordings").path(0).path("id").asString("");
        stage.narrator.promise(!wording.isEmpty(), "The exact wording has a name: " + wording);

        stage.narrator.step("Somebody reads it and signs up; who is faster than a person gets no mail");
        Stage.pause(READING);
        Answer accepted = stage.http.postJson(
                stage.gateway + "/api/v1/idm/subscriptions",
                Map.of(
                        "email",
                        email,
                        "consents",
                        List.of(wording),
                        "company",
                        "Example Ltd",
                        "formToken",
                        form.json().path("formToken").asString("")));
        stage.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        stage.narrator.step("A confirmation mail arrives over SMTP");
        JsonNode mail = stage.mail(email, 1);
        String confirm = Stage.link(mail, "/confirm?token=");

        String desk = "Bearer " + stage.token("privacy-desk");
        String subject = stage.subject(email, desk);

        stage.narrator.step("A mail scanner opens the link: nothing changes");
        Answer page = stage.http.get(confirm);
        stage.narrator.promise(
                page.status() == 200 && !stage.mayI(subject, desk), "A page with a question, and still no consent");

        stage.narrator.step("The person confirms");
        Answer confirmed = stage.http.postForm(
                Stage.address(confirm),
                Map.of("token", Stage.tokenOf(confirm), "nonce", Stage.nonceOf(page), "action", "confirm"));
        stage.narrator.promise(confirmed.status() == 200, "Confirmed");

        stage.narrator.step("A second mail is the record of what was agreed");
        JsonNode record = stage.mail(email, 2);
        JsonNode headers = record.path("headers");
        stage.narrator.promise(
                headers.has("List-Unsubscribe") && headers.has("List-Unsubscribe-Post") && headers.has("List-Id"),
                "It says how to withdraw, to mail programs too");

        stage.narrator.step("An internal application hears of it on Kafka");
        hears(records, subject, GIVEN);

        stage.narrator.step("May I?");
        stage.narrator.promise(Stage.await(() -> stage.mayI(subject, desk)), "Yes");
        stage.http.get(stage.purpose(subject), "Authorization", desk);

        stage.narrator.step("The privacy desk replays the person's life from the logs");
        stage.timeLine(subject, desk);

        stage.narrator.step("The person withdraws by the mail program's own button (RFC 8058)");
        Answer done = stage.http.postForm(oneClick(headers), Map.of("List-Unsubscribe", "One-Click"));
        stage.narrator.promise(done.status() == 200, "Done, without a page or a question");

        stage.narrator.step("The internal application hears that too");
        hears(records, subject, WITHDRAWN);
        stage.narrator.promise(Stage.await(() -> !stage.mayI(subject, desk)), "May I? No");
        stage.http.get(stage.purpose(subject), "Authorization", desk);
        stage.timeLine(subject, desk);
    }

    void oneWhoNeverDoes(String email) {
        stage.narrator.step("A second person signs up and never confirms");
        stage.http.postForm(
                stage.gateway + "/api/v1/idm/subscriptions",
                Map.of("email", email, "consents", "newsletter/1/de", "returnTo", stage.site + "/thanks"));
        stage.mail(email, 1);
        String desk = "Bearer " + stage.token("privacy-desk");
        String subject = stage.subject(email, desk);
        stage.narrator.promise(
                Stage.await(() -> stage.history(subject, desk).body().contains(email)),
                "The address is on record for now");

        stage.narrator.step("Eight days pass");
        stage.http.postJson(stage.site + "/clock", Map.of("forward", "P8D"));

        stage.narrator.step("What was never confirmed is forgotten");
        stage.narrator.promise(
                Stage.await(() -> isForgotten(stage.history(subject, desk), email)),
                "The history of this address holds nothing personal any more");
        stage.http.get(stage.gateway + "/api/v1/idm/subjects/" + subject + "/history", "Authorization", desk);
    }

    private static boolean isForgotten(Answer history, String email) {
        return history.status() == 200
                && !history.body().contains(email)
                && history.json().path("entries").isEmpty();
    }

    private static String oneClick(JsonNode headers) {
        return headers.path("List-Unsubscribe")
                .asString("")
                .replaceAll("\\s", "")
                .replaceAll(".*<(http[^>]*)>.*", "$1");
    }

    private void hears(ConsentRecords records, String subject, String type) {
        Optional<ConsumerRecord<String, String>> record = records.await(subject, type, Stage.PATIENCE);
        record.ifPresent(heard -> stage.narrator.came(heard.topic() + " " + ConsentRecords.header(heard, "ce_type")
                + " key=" + heard.key() + " " + heard.value()));
        stage.narrator.promise(record.isPresent(), "A record on Kafka, with a pseudonym and no address");
    }
}
