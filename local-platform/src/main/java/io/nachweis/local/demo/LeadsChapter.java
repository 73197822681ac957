package io.nachweis.local.demo;

import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A document with two boxes beside it, and an enquiry. */
record LeadsChapter(Stage stage) {

    void oneWhoWantsADocument(String email) {
        stage.narrator.step("Somebody wants a document, and ticks both boxes beside it, which need not be ticked");
        Answer accepted = stage.http.postJson(
                stage.gateway + "/api/v1/idm/downloads",
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
                        List.of("download/1/en", "download/2/en")));
        stage.narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        stage.narrator.step("The mail's link opens a page, and its button brings the document");
        String ticket = stage.linkOfAnyMail(email, "/documents/");
        Answer page = stage.http.get(ticket);
        stage.narrator.promise(
                page.status() == 200 && page.body().contains("<form"), "A page; looking at it fetches nothing");
        Answer document = stage.http.postForm(ticket, Map.of());
        stage.narrator.promise(
                document.status() == 200 && document.body().startsWith("%PDF-"), "The document, without any consent");

        stage.narrator.step(
                "What was ticked went to the double opt-in: until the mailbox confirms, it counts for nothing");
        String confirm = stage.linkOfAnyMail(email, "/confirm?token=");
        String desk = "Bearer " + stage.token("privacy-desk");
        String subject = stage.subject(email, desk);
        stage.narrator.promise(
                !stage.mayI(subject, desk) && !stage.mayI(subject, "follow-up", desk), "May I? No, and no");
        stage.http.postForm(
                Stage.address(confirm),
                Map.of(
                        "token",
                        Stage.tokenOf(confirm),
                        "nonce",
                        Stage.nonceOf(stage.http.get(confirm)),
                        "action",
                        "confirm"));
        stage.narrator.promise(
                Stage.await(() -> stage.mayI(subject, desk) && stage.mayI(subject, "follow-up", desk)),
                "Confirmed, each a purpose of its own: yes, and yes");
        stage.timeLine(subject, desk);
    }

    void oneWhoAsks(String email) {
        stage.narrator.step("Somebody asks something");
        stage.http.postJson(
                stage.gateway + "/api/v1/idm/enquiries",
                Map.of("email", email, "name", "Dee", "message", "What does it cost?", "locale", "en"));
        JsonNode receipt = stage.mail(email, 1);
        stage.narrator.promise(
                !receipt.path("text").asString("").contains("What does it cost?"),
                "A receipt, in which nothing stands that somebody typed");

        stage.narrator.step("The desk answers, and closes the case");
        String desk = "Bearer " + stage.token("privacy-desk");
        String queue = stage.gateway + "/api/v1/idm/desk/enquiries";
        JsonNode enquiry = Stage.await(
                        () -> stage.http
                                .ask(queue + "?limit=200", "Authorization", desk)
                                .json()
                                .path("enquiries")
                                .valueStream()
                                .filter(each -> each.path("email").asString("").equals(email))
                                .findFirst(),
                        Optional::isPresent)
                .flatMap(found -> found)
                .orElseThrow(() -> new Stage.Broken("The enquiry is not in the queue"));
        String address = queue + "/" + enquiry.path("enquiry").asString("");
        stage.http.postJson(address + "/answers", Map.of("text", "Nothing."), "Authorization", desk);
        stage.narrator.promise(
                stage.mail(email, 2).path("text").asString("").contains("Nothing."), "The answer came by mail");
        stage.narrator.promise(
                stage.http
                        .postJson(address + "/closure", Map.of(), "Authorization", desk)
                        .json()
                        .path("state")
                        .asString("")
                        .equals("closed"),
                "Closed; three years after the last contact it is forgotten");
    }
}
