package io.nachweis.local.demo;

import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A document with two boxes beside it, and an enquiry. */
record LeadsChapter(DemoClient client) {

    void oneWhoWantsADocument(String email) {
        client.narrator.step("Somebody wants a document, and ticks both boxes beside it, which need not be ticked");
        Answer accepted = client.http.postJson(
                client.gateway + "/api/v1/idm/downloads",
                Map.of(
                        "email",
                        email,
                        "name",
                        "Cyd",
                        "company",
                        "Example Ltd",
                        "document",
                        "sample",
                        "locale",
                        "en",
                        "consents",
                        List.of("download/2/en", "download/3/en")));
        client.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        client.narrator.step("The mail's link opens a page, and its button brings the document");
        String ticket = client.linkOfAnyMail(email, "/documents/");
        Answer page = client.http.get(ticket);
        client.narrator.promise(
                page.status() == 200 && page.body().contains("<form"), "A page; looking at it fetches nothing");
        Answer document = client.http.postForm(ticket, Map.of());
        client.narrator.promise(
                document.status() == 200 && document.body().startsWith("%PDF-"), "The document, without any consent");

        client.narrator.step(
                "What was ticked went to the double opt-in: until the mailbox confirms, it counts for nothing");
        String confirm = client.linkOfAnyMail(email, "/confirm?token=");
        String desk = "Bearer " + client.token("privacy-desk");
        String subject = client.subject(email, desk);
        client.narrator.promise(
                !client.mayI(subject, desk) && !client.mayI(subject, "follow-up", desk), "May I? No, and no");
        client.http.postForm(
                DemoClient.address(confirm),
                Map.of(
                        "token",
                        DemoClient.tokenOf(confirm),
                        "nonce",
                        DemoClient.nonceOf(client.http.get(confirm)),
                        "action",
                        "confirm"));
        client.narrator.promise(
                DemoClient.await(() -> client.mayI(subject, desk) && client.mayI(subject, "follow-up", desk)),
                "Confirmed, each a purpose of its own: yes, and yes");
        client.timeLine(subject, desk);
    }

    void oneWhoAsks(String email) {
        client.narrator.step("Somebody asks something");
        client.http.postJson(
                client.gateway + "/api/v1/idm/enquiries",
                Map.of("email", email, "name", "Dee", "message", "What does it cost?", "locale", "en"));
        JsonNode receipt = client.mail(email, 1);
        client.narrator.promise(
                !receipt.path("text").asString("").contains("What does it cost?"),
                "A receipt, in which nothing stands that somebody typed");

        client.narrator.step("The desk answers, and closes the case");
        String desk = "Bearer " + client.token("privacy-desk");
        String queue = client.gateway + "/api/v1/idm/desk/enquiries";
        JsonNode enquiry = DemoClient.await(
                        () -> client.http
                                .ask(queue + "?limit=200", "Authorization", desk)
                                .json()
                                .path("enquiries")
                                .valueStream()
                                .filter(each -> each.path("email").asString("").equals(email))
                                .findFirst(),
                        Optional::isPresent)
                .flatMap(found -> found)
                .orElseThrow(() -> new DemoClient.Broken("The enquiry is not in the queue"));
        String address = queue + "/" + enquiry.path("enquiry").asString("");
        client.http.postJson(address + "/answers", Map.of("text", "Nothing."), "Authorization", desk);
        client.narrator.promise(
                client.mail(email, 2).path("text").asString("").contains("Nothing."), "The answer came by mail");
        client.narrator.promise(
                client.http
                        .postJson(address + "/closure", Map.of(), "Authorization", desk)
                        .json()
                        .path("state")
                        .asString("")
                        .equals("closed"),
                "Closed; thirty days later it is forgotten");
    }
}
