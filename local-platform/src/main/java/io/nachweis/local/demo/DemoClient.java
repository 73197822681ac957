package io.nachweis.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.local.demo.DemoHttpClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The client of the platform that every chapter of the demo uses: forms, everybody's mailbox, the privacy desk, and who
 * tells what happens.
 */
final class DemoClient {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Narrator narrator = new Narrator(System.out);
    final DemoHttpClient http = new DemoHttpClient(narrator);
    final String gateway;
    final String site;

    DemoClient(String gateway, String site) {
        this.gateway = gateway;
        this.site = site;
    }

    /** By the published keys and the clock of the trial, which facts are dated by. */
    FactVerifier verifier() {
        byte[] jwks = http.ask(gateway + "/.well-known/jwks.json").body().getBytes(UTF_8);
        return new FactVerifier(
                ServiceKeys.ofJwks(jwks),
                () -> Instant.parse(http.ask(site + "/clock").json().path("now").asString("")));
    }

    JsonNode mail(String email, int which) {
        return await(() -> http.ask(site + "/mails.json?to=" + email).json(), mails -> mails.size() >= which)
                .map(mails -> mails.path(mails.size() - which))
                .map(mail -> {
                    narrator.came("Subject: " + mail.path("subject").asString(""));
                    return mail;
                })
                .orElseThrow(() -> new Broken("No mail came to " + email));
    }

    static String link(JsonNode mail, String part) {
        for (JsonNode link : mail.path("links")) {
            if (link.asString("").contains(part)) {
                return link.asString("");
            }
        }
        throw new Broken("The mail has no link to " + part);
    }

    static String address(String link) {
        return link.substring(0, link.indexOf('?'));
    }

    static String tokenOf(String link) {
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    String token(String role) {
        Answer token = http.postJson(site + "/token", Map.of("role", role, "controllers", List.of("idm")));
        return token.json().path("access_token").asString("");
    }

    String subject(String email, String desk) {
        Answer found = http.postJson(
                gateway + "/api/v1/idm/subjects/lookup", Map.of("emails", List.of(email)), "Authorization", desk);
        return found.json().path(0).path("subject").asString("");
    }

    String purpose(String subject) {
        return purpose(subject, "newsletter");
    }

    String purpose(String subject, String purpose) {
        return gateway + "/api/v1/idm/subjects/" + subject + "/purposes/" + purpose;
    }

    boolean mayI(String subject, String desk) {
        return mayI(subject, "newsletter", desk);
    }

    boolean mayI(String subject, String purpose, String desk) {
        return http.ask(purpose(subject, purpose), "Authorization", desk)
                .json()
                .path("allowed")
                .asBoolean(false);
    }

    Answer history(String subject, String desk) {
        return http.ask(gateway + "/api/v1/idm/subjects/" + subject + "/history", "Authorization", desk);
    }

    void timeLine(String subject, String desk) {
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

    static boolean await(Supplier<Boolean> condition) {
        return await(condition, Boolean::booleanValue).isPresent();
    }

    static <T> Optional<T> await(Supplier<T> question, Predicate<T> answered) {
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
    static String nonceOf(Answer page) {
        return page.body().replaceFirst("(?s).*name=\"nonce\" value=\"([^\"]*)\".*", "$1");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String linkOfAnyMail(String email, String part) {
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

    /** The story cannot go on. */
    static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        final String what;

        Broken(String what) {
            super(what);
            this.what = what;
        }
    }
}
