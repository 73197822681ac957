package io.nachweis.local.demo;

import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody wants to know what is held about them, and then to be erased. */
record RightsChapter(Stage stage) {

    void oneWhoWantsToKnow(String email) {
        stage.narrator.step("The person wants to know what is held about them (Art. 15 GDPR)");
        JsonNode receipt = asks(email, "access", 3);
        String ticket = Stage.link(receipt, "/idm/rights/");
        Answer page = stage.http.get(ticket);
        stage.narrator.promise(page.status() == 200, "A page that says when it is due, and asks whether it was them");
        stage.http.postForm(ticket, Map.of("nonce", Stage.nonceOf(page), "action", "prove"));
        stage.narrator.step("Every service is asked; then a mail brings six digits, and the page the answer");
        String digits = stage.mail(email, 4).path("text").asString("").replaceFirst("(?s).*\\s(\\d{6})\\s.*", "$1");
        Answer answer = stage.http.ask(ticket);
        Answer data =
                stage.http.postForm(ticket, Map.of("nonce", Stage.nonceOf(answer), "action", "fetch", "code", digits));
        int entries = 0;
        for (JsonNode service : data.json().path("services")) {
            stage.narrator.came("%-10s %d entries"
                    .formatted(
                            service.path("service").asString(""),
                            service.path("data").size()));
            entries += service.path("data").size();
        }
        stage.narrator.promise(
                data.status() == 200 && entries > 0 && data.body().contains(email),
                "Everything that every service holds, and what the law wants said with it");
    }

    void oneWhoIsErased(String email) {
        stage.narrator.step(
                "A while later, so that no mailbox is flooded, the person wants to be erased (Art. 17 GDPR)");
        stage.http.postJson(stage.site + "/clock", Map.of("forward", "PT16M"));
        String ticket = Stage.link(asks(email, "erasure", 5), "/idm/rights/");
        stage.http.postForm(ticket, Map.of("nonce", Stage.nonceOf(stage.http.get(ticket)), "action", "prove"));
        stage.narrator.step("An order goes to every service, signed; each reports; the answer is the last mail");
        String text = stage.mail(email, 6).path("text").asString("");
        text.lines().filter(line -> line.startsWith("- ")).forEach(stage.narrator::came);
        stage.narrator.promise(
                text.contains("Art. 17(3)(e)"), "What was erased, and what is kept, by which law and until when");
    }

    private JsonNode asks(String email, String kind, int which) {
        Answer accepted = stage.http.postJson(
                stage.gateway + "/api/v1/idm/rights-requests", Map.of("email", email, "kind", kind, "locale", "en"));
        stage.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");
        return stage.mail(email, which);
    }
}
