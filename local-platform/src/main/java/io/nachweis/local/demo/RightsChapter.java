package io.nachweis.local.demo;

import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody wants to know what is held about them, and then to be erased. */
record RightsChapter(DemoClient client) {

    /** @param mails that the person has had before */
    void oneWhoWantsToKnow(String email, int mails) {
        client.narrator.step("The person wants to know what is held about them (Art. 15 GDPR)");
        JsonNode receipt = asks(email, "access", mails + 1);
        String ticket = DemoClient.link(receipt, "/idm/rights/");
        Answer page = client.http.get(ticket);
        client.narrator.promise(page.status() == 200, "A page that says when it is due, and asks whether it was them");
        client.http.postForm(ticket, Map.of("nonce", DemoClient.nonceOf(page), "action", "prove"));
        client.narrator.step("Every service is asked; then a mail brings six digits, and the page the answer");
        String digits =
                client.mail(email, mails + 2).path("text").asString("").replaceFirst("(?s).*\\s(\\d{6})\\s.*", "$1");
        Answer answer = client.http.ask(ticket);
        Answer data = client.http.postForm(
                ticket, Map.of("nonce", DemoClient.nonceOf(answer), "action", "fetch", "code", digits));
        int entries = 0;
        for (JsonNode service : data.json().path("services")) {
            client.narrator.came("%-10s %d entries"
                    .formatted(
                            service.path("service").asString(""),
                            service.path("data").size()));
            entries += service.path("data").size();
        }
        client.narrator.promise(
                data.status() == 200 && entries > 0 && data.body().contains(email),
                "Everything that every service holds, and what the law wants said with it");
    }

    void oneWhoIsErased(String email) {
        client.narrator.step(
                "A while later, so that no mailbox is flooded, the person wants to be erased (Art. 17 GDPR)");
        client.http.postJson(client.site + "/clock", Map.of("forward", "PT16M"));
        String ticket = DemoClient.link(asks(email, "erasure", 5), "/idm/rights/");
        client.http.postForm(ticket, Map.of("nonce", DemoClient.nonceOf(client.http.get(ticket)), "action", "prove"));
        client.narrator.step("An order goes to every service, signed; each reports; the answer is the last mail");
        String text = client.mail(email, 6).path("text").asString("");
        text.lines().filter(line -> line.startsWith("- ")).forEach(client.narrator::came);
        client.narrator.promise(text.contains("Art. 17(3)(e)"), "What was erased, and what is kept and by which law");
    }

    private JsonNode asks(String email, String kind, int which) {
        Answer accepted = client.http.postJson(
                client.gateway + "/api/v1/idm/rights-requests", Map.of("email", email, "kind", kind, "locale", "en"));
        client.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");
        return client.mail(email, which);
    }
}
