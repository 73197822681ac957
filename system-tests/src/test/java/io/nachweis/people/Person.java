package io.nachweis.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Somebody new, with a mailbox, and what they do on websites and in mails. */
public record Person(PlatformUnderTest platform, String email) {

    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");
    private static final AtomicInteger COUNT = new AtomicInteger();

    public static Person named(String name, PlatformUnderTest platform) {
        return new Person(platform, name + "-" + RUN + "-" + COUNT.incrementAndGet() + "@example.org");
    }

    /** Where in the world a request may come from (RFC 2544's range for tests). */
    public static String someAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "198.%d.%d.%d".formatted(18 + random.nextInt(2), random.nextInt(256), random.nextInt(1, 255));
    }

    public void signsUp() {
        signsUp(Map.of());
    }

    public void signsUp(Map<String, String> more) {
        assertThat(StoryHttpClient.postJson(subscriptions(), signUp(more)).status())
                .isEqualTo(202);
    }

    public Map<String, Object> signUp(Map<String, String> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("email", email);
        body.put("consents", List.of("newsletter/1/de"));
        return body;
    }

    public Answer wantsADocument(String... consents) {
        return StoryHttpClient.postJson(
                platform.addresses().gateway() + "/api/v1/idm/downloads",
                Map.of(
                        "email", email,
                        "name", "Ada",
                        "company", "Example GmbH",
                        "document", "sample",
                        "consents", List.of(consents)));
    }

    public String ticketLink() {
        return linkIn("/documents/");
    }

    /** The first link to such a page that comes in any mail. */
    public String linkIn(String part) {
        return Await.until("a mail with a link to " + part, () -> links(part), links -> !links.isEmpty())
                .getFirst();
    }

    private List<String> links(String part) {
        return mails().stream()
                .flatMap(mail -> mail.path("links").valueStream())
                .map(link -> link.asString(""))
                .filter(link -> link.contains(part))
                .toList();
    }

    public String subscriptions() {
        return platform.addresses().gateway() + "/api/v1/idm/subscriptions";
    }

    /** Every mail so far, oldest first. */
    public List<JsonNode> mails() {
        List<JsonNode> mails = new ArrayList<>();
        StoryHttpClient.get(platform.addresses().site() + "/mails.json?to=" + URLEncoder.encode(email, UTF_8))
                .json()
                .forEach(mail -> mails.addFirst(mail));
        return mails;
    }

    /** The mail of this number, once it has come. */
    public JsonNode mail(int number) {
        return Await.until("mail " + number + " to " + email, this::mails, mails -> mails.size() >= number)
                .get(number - 1);
    }

    public String confirmLink() {
        return link(mail(1), "/confirm?token=");
    }

    public String unsubscribeLink() {
        return link(mail(2), "/unsubscribe?token=");
    }

    /** The address in the header that a mail program posts to (RFC 8058). */
    public String oneClick() {
        return mail(2).path("headers")
                .path("List-Unsubscribe")
                .asString("")
                .replaceAll("\\s", "")
                .replaceAll(".*<(http[^>]*)>.*", "$1");
    }

    public Answer confirms() {
        return answers(confirmLink(), "confirm");
    }

    public Answer answers(String link, String action) {
        return answers(link, nonce(shown(link)), action);
    }

    public Answer answers(String link, String nonce, String action) {
        String[] parts = link.split("\\?token=", 2);
        return StoryHttpClient.postForm(parts[0], Map.of("token", parts[1], "nonce", nonce, "action", action));
    }

    /** On a busy machine a page may take longer than the gateway waits for it; whoever sees that opens it again. */
    private static Answer shown(String page) {
        return Await.until("the page is shown", () -> StoryHttpClient.get(page), answer -> answer.status() != 503);
    }

    /** Each showing of a page has its own; empty where the page asks nothing. */
    public static String nonce(Answer page) {
        var nonce = NONCE.matcher(page.body());
        return nonce.find() ? nonce.group(1) : "";
    }

    /** Asks for something by right; the link of the mail that comes, which is not their first. */
    public String asksFor(String kind) {
        return linkAfter(
                "/idm/rights/",
                () -> assertThat(StoryHttpClient.postJson(
                                        platform.addresses().gateway() + "/api/v1/idm/rights-requests",
                                        Map.of("email", email, "kind", kind, "locale", "en"))
                                .status())
                        .isEqualTo(202));
    }

    /** The link to such a page that comes after this was done, whatever other mails come too. */
    public String linkAfter(String part, Runnable deed) {
        Set<String> before = Set.copyOf(links(part));
        deed.run();
        return Await.until(
                        "a new link to " + part,
                        () -> links(part).stream()
                                .filter(link -> !before.contains(link))
                                .toList(),
                        fresh -> !fresh.isEmpty())
                .getFirst();
    }

    /** The first mail that says so, once it has come. */
    public JsonNode mailSaying(String words) {
        return Await.until(
                        "a mail to " + email + " that says " + words,
                        () -> mails().stream()
                                .filter(mail -> mail.path("text").asString("").contains(words))
                                .toList(),
                        mails -> !mails.isEmpty())
                .getFirst();
    }

    /** Presses a button of the page behind that link. */
    public Answer presses(String page, String action, String code) {
        return StoryHttpClient.postForm(page, Map.of("nonce", nonce(shown(page)), "action", action, "code", code));
    }

    /** Says that a request was theirs, again where a page did not come in time. */
    public void proves(String page) {
        Await.until(
                "the mailbox is proven",
                () -> presses(page, "prove", ""),
                answer -> answer.status() == 200 && !answer.body().contains("Was this you?"));
    }

    /** The file that the page hands out for the digits of the mail that says that it is ready. */
    public Answer fetches(String page) {
        JsonNode ready = Await.until(
                        "the mail with the digits",
                        () -> mails().stream()
                                .filter(mail -> mail.path("links").toString().contains(page))
                                .toList(),
                        mails -> mails.size() == 2)
                .getLast();
        String digits = digits(ready);
        return Await.until(
                "the answer is handed out",
                () -> presses(page, "fetch", digits),
                answer -> answer.header("Content-Type").startsWith("application/json"));
    }

    /** What the page asks for, as the mail has it. */
    public static String digits(JsonNode mail) {
        return mail.path("text").asString("").replaceAll("(?s).*\\s(\\d{6})\\s.*", "$1");
    }

    /** Confirms by the link of the first mail that asks, again where a page did not come in time. */
    public void confirmsFor(DeskClient desk) {
        String link = linkIn("/confirm?token=");
        Await.until("it is confirmed", () -> {
            answers(link, "confirm");
            return desk.typesOnRecord(this).contains("subscription.confirmed.v1");
        });
    }

    public Person whoConfirmed() {
        signsUp();
        return whoConfirms();
    }

    public Person whoConfirms() {
        assertThat(confirms().status()).isEqualTo(200);
        mail(2);
        return this;
    }

    private static String link(JsonNode mail, String part) {
        for (JsonNode link : mail.path("links")) {
            if (link.asString("").contains(part)) {
                return link.asString("");
            }
        }
        throw new AssertionError(
                "No link to " + part + " in: " + mail.path("text").asString(""));
    }
}
