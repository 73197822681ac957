package io.nachweis.local.demo;

import io.nachweis.local.demo.Http.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** Signs up, confirms, proves, withdraws, downloads, asks, and forgets: with real mails, real HTTP and real Kafka records. */
public final class Demo {

    private static final String GIVEN = "nachweis.consent.given.v1";
    private static final String WITHDRAWN = "nachweis.consent.withdrawn.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration READING = Duration.ofMillis(2500);

    private final Narrator narrator = new Narrator(System.out);
    private final Http http = new Http(narrator);
    private final String gateway;
    private final String site;

    private Demo(String gateway, String site) {
        this.gateway = gateway;
        this.site = site;
    }

    /** Whether everything was as promised. */
    public static boolean tell(String gateway, String site, String kafka) {
        Demo demo = new Demo(gateway, site);
        if (!demo.isReady()) {
            System.err.println("The platform does not answer at " + gateway + ". Start it with ./nachweis up");
            return false;
        }
        System.out.println("The platform is " + gateway + ", the developer site " + site + ", Kafka " + kafka);
        try (ConsentRecords records = new ConsentRecords(kafka)) {
            String run = Long.toString(System.currentTimeMillis(), 36);
            demo.oneWhoConfirms("ada-" + run + "@example.org", records);
            demo.oneWhoWantsADocument("cyd-" + run + "@example.org");
            demo.oneWhoAsks("dee-" + run + "@example.org");
            demo.oneWhoWantsToKnow("ada-" + run + "@example.org");
            demo.oneWhoIsErased("ada-" + run + "@example.org");
            demo.oneWhoNeverDoes("bob-" + run + "@example.org");
        } catch (Broken e) {
            demo.narrator.promise(false, e.what);
        }
        return demo.narrator.end();
    }

    private boolean isReady() {
        try {
            return http.ask(gateway + "/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void oneWhoConfirms(String email, ConsentRecords records) {
        narrator.step("A website asks what to show");
        Answer form = http.get(gateway + "/api/v1/idm/forms/newsletter?locale=en");
        String wording = form.json().path("wordings").path(0).path("id").asString("");
        narrator.promise(!wording.isEmpty(), "The exact wording has a name: " + wording);

        narrator.step("Somebody reads it and signs up; who is faster than a person gets no mail");
        pause(READING);
        Answer accepted = http.postJson(
                gateway + "/api/v1/idm/subscriptions",
                Map.of(
                        "email",
                        email,
                        "consents",
                        List.of(wording),
                        "company",
                        "Example Ltd",
                        "formToken",
                        form.json().path("formToken").asString("")));
        narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        narrator.step("A confirmation mail arrives over SMTP");
        JsonNode mail = mail(email, 1);
        String confirm = link(mail, "/confirm?token=");

        String desk = "Bearer " + token("privacy-desk");
        String subject = subject(email, desk);

        narrator.step("A mail scanner opens the link: nothing changes");
        Answer page = http.get(confirm);
        narrator.promise(page.status() == 200 && !mayI(subject, desk), "A page with a question, and still no consent");

        narrator.step("The person confirms");
        Answer confirmed = http.postForm(
                address(confirm), Map.of("token", tokenOf(confirm), "nonce", nonceOf(page), "action", "confirm"));
        narrator.promise(confirmed.status() == 200, "Confirmed");

        narrator.step("A second mail is the record of what was agreed");
        JsonNode record = mail(email, 2);
        JsonNode headers = record.path("headers");
        narrator.promise(
                headers.has("List-Unsubscribe") && headers.has("List-Unsubscribe-Post") && headers.has("List-Id"),
                "It says how to withdraw, to mail programs too");

        narrator.step("An internal application hears of it on Kafka");
        hears(records, subject, GIVEN);

        narrator.step("May I?");
        narrator.promise(await(() -> mayI(subject, desk)), "Yes");
        http.get(purpose(subject), "Authorization", desk);

        narrator.step("The privacy desk replays the person's life from the logs");
        timeLine(subject, desk);

        narrator.step("The person withdraws by the mail program's own button (RFC 8058)");
        Answer done = http.postForm(oneClick(headers), Map.of("List-Unsubscribe", "One-Click"));
        narrator.promise(done.status() == 200, "Done, without a page or a question");

        narrator.step("The internal application hears that too");
        hears(records, subject, WITHDRAWN);
        narrator.promise(await(() -> !mayI(subject, desk)), "May I? No");
        http.get(purpose(subject), "Authorization", desk);
        timeLine(subject, desk);
    }

    private void oneWhoWantsADocument(String email) {
        narrator.step("Somebody wants a document, and ticks both boxes beside it, which need not be ticked");
        Answer accepted = http.postJson(
                gateway + "/api/v1/idm/downloads",
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
        narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");

        narrator.step("The mail's link opens a page, and its button brings the document");
        String ticket = linkOfAnyMail(email, "/documents/");
        Answer page = http.get(ticket);
        narrator.promise(
                page.status() == 200 && page.body().contains("<form"), "A page; looking at it fetches nothing");
        Answer document = http.postForm(ticket, Map.of());
        narrator.promise(
                document.status() == 200 && document.body().startsWith("%PDF-"), "The document, without any consent");

        narrator.step("What was ticked went to the double opt-in: until the mailbox confirms, it counts for nothing");
        String confirm = linkOfAnyMail(email, "/confirm?token=");
        String desk = "Bearer " + token("privacy-desk");
        String subject = subject(email, desk);
        narrator.promise(!mayI(subject, desk) && !mayI(subject, "follow-up", desk), "May I? No, and no");
        http.postForm(
                address(confirm),
                Map.of("token", tokenOf(confirm), "nonce", nonceOf(http.get(confirm)), "action", "confirm"));
        narrator.promise(
                await(() -> mayI(subject, desk) && mayI(subject, "follow-up", desk)),
                "Confirmed, each a purpose of its own: yes, and yes");
        timeLine(subject, desk);
    }

    private void oneWhoAsks(String email) {
        narrator.step("Somebody asks something");
        http.postJson(
                gateway + "/api/v1/idm/enquiries",
                Map.of("email", email, "name", "Dee", "message", "What does it cost?", "locale", "en"));
        JsonNode receipt = mail(email, 1);
        narrator.promise(
                !receipt.path("text").asString("").contains("What does it cost?"),
                "A receipt, in which nothing stands that somebody typed");

        narrator.step("The desk answers, and closes the case");
        String desk = "Bearer " + token("privacy-desk");
        String queue = gateway + "/api/v1/idm/desk/enquiries";
        JsonNode enquiry = await(
                        () -> http.ask(queue + "?limit=200", "Authorization", desk)
                                .json()
                                .path("enquiries")
                                .valueStream()
                                .filter(each -> each.path("email").asString("").equals(email))
                                .findFirst(),
                        Optional::isPresent)
                .flatMap(found -> found)
                .orElseThrow(() -> new Broken("The enquiry is not in the queue"));
        String address = queue + "/" + enquiry.path("enquiry").asString("");
        http.postJson(address + "/answers", Map.of("text", "Nothing."), "Authorization", desk);
        narrator.promise(mail(email, 2).path("text").asString("").contains("Nothing."), "The answer came by mail");
        narrator.promise(
                http.postJson(address + "/closure", Map.of(), "Authorization", desk)
                        .json()
                        .path("state")
                        .asString("")
                        .equals("closed"),
                "Closed; three years after the last contact it is forgotten");
    }

    private String linkOfAnyMail(String email, String part) {
        return await(
                        () -> http.ask(site + "/mails.json?to=" + email)
                                .json()
                                .valueStream()
                                .flatMap(mail -> mail.path("links").valueStream())
                                .map(link -> link.asString(""))
                                .filter(link -> link.contains(part))
                                .findFirst(),
                        Optional::isPresent)
                .flatMap(found -> found)
                .orElseThrow(() -> new Broken("No mail with a link to " + part + " came to " + email));
    }

    private void oneWhoWantsToKnow(String email) {
        narrator.step("The person wants to know what is held about them (Art. 15 GDPR)");
        JsonNode receipt = asks(email, "access", 3);
        String ticket = link(receipt, "/idm/rights/");
        Answer page = http.get(ticket);
        narrator.promise(page.status() == 200, "A page that says when it is due, and asks whether it was them");
        http.postForm(ticket, Map.of("nonce", nonceOf(page), "action", "prove"));
        narrator.step("Every service is asked; then a mail brings six digits, and the page the answer");
        String digits = mail(email, 4).path("text").asString("").replaceFirst("(?s).*\\s(\\d{6})\\s.*", "$1");
        Answer answer = http.ask(ticket);
        Answer data = http.postForm(ticket, Map.of("nonce", nonceOf(answer), "action", "fetch", "code", digits));
        int entries = 0;
        for (JsonNode service : data.json().path("services")) {
            narrator.came("%-10s %d entries"
                    .formatted(
                            service.path("service").asString(""),
                            service.path("data").size()));
            entries += service.path("data").size();
        }
        narrator.promise(
                data.status() == 200 && entries > 0 && data.body().contains(email),
                "Everything that every service holds, and what the law wants said with it");
    }

    private void oneWhoIsErased(String email) {
        narrator.step("A while later, so that no mailbox is flooded, the person wants to be erased (Art. 17 GDPR)");
        http.postJson(site + "/clock", Map.of("forward", "PT16M"));
        String ticket = link(asks(email, "erasure", 5), "/idm/rights/");
        http.postForm(ticket, Map.of("nonce", nonceOf(http.get(ticket)), "action", "prove"));
        narrator.step("An order goes to every service, signed; each reports; the answer is the last mail");
        String text = mail(email, 6).path("text").asString("");
        text.lines().filter(line -> line.startsWith("- ")).forEach(narrator::came);
        narrator.promise(
                text.contains("Art. 17(3)(e)"), "What was erased, and what is kept, by which law and until when");
    }

    private JsonNode asks(String email, String kind, int which) {
        Answer accepted = http.postJson(
                gateway + "/api/v1/idm/rights-requests", Map.of("email", email, "kind", kind, "locale", "en"));
        narrator.promise(accepted.status() == 202, "Accepted, in the words that everybody gets");
        return mail(email, which);
    }

    private void oneWhoNeverDoes(String email) {
        narrator.step("A second person signs up and never confirms");
        http.postForm(
                gateway + "/api/v1/idm/subscriptions",
                Map.of("email", email, "consents", "newsletter/1/de", "returnTo", site + "/thanks"));
        mail(email, 1);
        String desk = "Bearer " + token("privacy-desk");
        String subject = subject(email, desk);
        narrator.promise(
                await(() -> history(subject, desk).body().contains(email)), "The address is on record for now");

        narrator.step("Eight days pass");
        http.postJson(site + "/clock", Map.of("forward", "P8D"));

        narrator.step("What was never confirmed is forgotten");
        narrator.promise(
                await(() -> isForgotten(history(subject, desk), email)),
                "The history of this address holds nothing personal any more");
        http.get(gateway + "/api/v1/idm/subjects/" + subject + "/history", "Authorization", desk);
    }

    private static boolean isForgotten(Answer history, String email) {
        return history.status() == 200
                && !history.body().contains(email)
                && history.json().path("entries").isEmpty();
    }

    private JsonNode mail(String email, int which) {
        return await(() -> http.ask(site + "/mails.json?to=" + email).json(), mails -> mails.size() >= which)
                .map(mails -> mails.path(mails.size() - which))
                .map(mail -> {
                    narrator.came("Subject: " + mail.path("subject").asString(""));
                    return mail;
                })
                .orElseThrow(() -> new Broken("No mail came to " + email));
    }

    private static String link(JsonNode mail, String part) {
        for (JsonNode link : mail.path("links")) {
            if (link.asString("").contains(part)) {
                return link.asString("");
            }
        }
        throw new Broken("The mail has no link to " + part);
    }

    private static String oneClick(JsonNode headers) {
        return headers.path("List-Unsubscribe")
                .asString("")
                .replaceAll("\\s", "")
                .replaceAll(".*<(http[^>]*)>.*", "$1");
    }

    private static String address(String link) {
        return link.substring(0, link.indexOf('?'));
    }

    private static String tokenOf(String link) {
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    private String token(String role) {
        Answer token = http.postJson(site + "/token", Map.of("role", role, "controllers", List.of("idm")));
        return token.json().path("access_token").asString("");
    }

    private String subject(String email, String desk) {
        Answer found = http.postJson(
                gateway + "/api/v1/idm/subjects/lookup", Map.of("emails", List.of(email)), "Authorization", desk);
        return found.json().path(0).path("subject").asString("");
    }

    private String purpose(String subject) {
        return purpose(subject, "newsletter");
    }

    private String purpose(String subject, String purpose) {
        return gateway + "/api/v1/idm/subjects/" + subject + "/purposes/" + purpose;
    }

    private boolean mayI(String subject, String desk) {
        return mayI(subject, "newsletter", desk);
    }

    private boolean mayI(String subject, String purpose, String desk) {
        return http.ask(purpose(subject, purpose), "Authorization", desk)
                .json()
                .path("allowed")
                .asBoolean(false);
    }

    private Answer history(String subject, String desk) {
        return http.ask(gateway + "/api/v1/idm/subjects/" + subject + "/history", "Authorization", desk);
    }

    private void timeLine(String subject, String desk) {
        JsonNode entries = history(subject, desk).json().path("entries");
        for (JsonNode entry : entries) {
            narrator.came("%s  %-10s position %-4s %s"
                    .formatted(
                            entry.path("recordedAt").asString(""),
                            entry.path("service").asString(""),
                            entry.path("position").asString(""),
                            entry.path("type").asString("")));
        }
        narrator.promise(!entries.isEmpty(), entries.size() + " entries, each with its hash");
    }

    private void hears(ConsentRecords records, String subject, String type) {
        Optional<ConsumerRecord<String, String>> record = records.await(subject, type, PATIENCE);
        record.ifPresent(heard -> narrator.came(heard.topic() + " " + ConsentRecords.header(heard, "ce_type") + " key="
                + heard.key() + " " + heard.value()));
        narrator.promise(record.isPresent(), "A record on Kafka, with a pseudonym and no address");
    }

    private static boolean await(Supplier<Boolean> condition) {
        return await(condition, Boolean::booleanValue).isPresent();
    }

    private static <T> Optional<T> await(Supplier<T> question, Predicate<T> answered) {
        Instant deadline = Instant.now().plus(PATIENCE);
        do {
            T answer = question.get();
            if (answered.test(answer)) {
                return Optional.of(answer);
            }
            pause(Duration.ofMillis(200));
        } while (Instant.now().isBefore(deadline));
        return Optional.empty();
    }

    /** Each showing of the page has its own, which the answer brings back. */
    private static String nonceOf(Answer page) {
        return page.body().replaceFirst("(?s).*name=\"nonce\" value=\"([^\"]*)\".*", "$1");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The story cannot go on. */
    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String what;

        Broken(String what) {
            super(what);
            this.what = what;
        }
    }
}
