package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.MailRateLimit;
import io.nachweis.forms.admission.Suppressions;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nobody learns from an answer what is known about an address: an attacker who knows addresses and can read every byte of
 * the answers sees the same, and until the answer the same was done. What its time tells is measured from outside.
 */
@ModuleTest
class SameAnswerTest {

    private static final String STRANGER = "stranger@example.org";
    private static final String CONFIRMED = "confirmed@example.org";
    private static final String CAPPED = "capped@example.org";
    private static final String SUPPRESSED = "suppressed@example.org";

    private static RunningNewsletter newsletter;
    private static EventProcessor admission;
    private static int networks;

    @BeforeAll
    static void start() throws Exception {
        newsletter = new RunningNewsletter(Files.createTempDirectory("same-answer"));
        admission = newsletter
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("admission")
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        newsletter.close();
    }

    @Test
    void is_given_to_known_unknown_capped_and_suppressed_addresses_for_the_same_work() {
        confirm();
        newsletter.clock.advance(Duration.ofDays(2));
        var now = newsletter.clock.instant();
        newsletter.bean(MailRateLimit.class).take(policy(), EmailAddress.of(CAPPED), now);
        newsletter
                .bean(Suppressions.class)
                .add("denied", "muster", EmailAddress.of(SUPPRESSED), now.plus(Duration.ofDays(180)));
        admission.shutDown();

        for (String form : List.of("subscriptions", "unsubscribe-requests")) {
            Set<Object> answers = new HashSet<>();
            Set<Map<String, Long>> work = new HashSet<>();
            for (String email : List.of(STRANGER, CONFIRMED, CAPPED, SUPPRESSED, "another." + STRANGER)) {
                Map<String, Long> before = stored();
                answers.add(everythingOf(post(form, email)));
                Map<String, Long> done = stored();
                done.replaceAll((what, count) -> count - before.getOrDefault(what, 0L));
                work.add(done);
            }
            assertThat(answers).as(form).hasSize(1);
            assertThat(work).as(form).hasSize(1);
            assertThat(work.iterator().next())
                    .as(form)
                    .containsEntry("forms", 1L)
                    .containsEntry("handles", 0L);
        }

        admission.start();
        assertThat(newsletter.types(STRANGER)).contains("subscription.requested.v1");
        assertThat(newsletter.types(CONFIRMED)).contains("subscription.unsubscribe-link-requested.v1");
        assertThat(newsletter.types(CAPPED)).isEmpty();
        assertThat(newsletter.types(SUPPRESSED)).isEmpty();
    }

    /** How much of each there is that a form could add to; other things come and go meanwhile. */
    private static Map<String, Long> stored() {
        var stored = new TreeMap<String, Long>();
        stored.put("forms", (long) newsletter.everyEntry("form.received.v1").size());
        stored.put("sign-ups", newsletter.signUps());
        stored.put("keys", newsletter.keys().getCollection("keys").countDocuments());
        stored.put("handles", newsletter.keys().getCollection("handles").countDocuments());
        stored.put(
                "suppressions",
                newsletter.database().getCollection("suppressions").countDocuments());
        long counted = 0;
        for (Document counter : newsletter.database().getCollection("caps").find()) {
            counted += counter.getList("taken", Object.class).size();
        }
        stored.put("counted", counted);
        return stored;
    }

    private static HttpResponse<String> post(String form, String address) {
        return newsletter.sendFrom(
                "2001:db8:0:" + networks++ + "::1",
                newsletter.request("/api/v1/muster/" + form).POST(BodyPublishers.ofString("""
                        {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(address))),
                "Content-Type",
                "application/json");
    }

    /** Status, body and headers, but for the time of day and the connection. */
    private static Object everythingOf(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        // Tomcat closes a connection after a number of requests.
        headers.remove("connection");
        return new ArrayList<>(List.of(answer.statusCode(), answer.body(), headers));
    }

    private static ControllerPolicy policy() {
        return newsletter.bean(Controllers.class).find("muster").orElseThrow();
    }

    /** Without the count that a form leaves. */
    private static void confirm() {
        var subject = newsletter.subject(CONFIRMED);
        var subscription = newsletter.bean(SubscriptionHandles.class).of(subject);
        var signUp = UUID.randomUUID();
        var now = newsletter.clock.instant();
        var wording = policy().form("newsletter")
                .flatMap(form -> form.wording("newsletter/1/de"))
                .orElseThrow();
        var shown = new WordingShown(wording.id(), 1, "de", wording.sha256(), ShownBy.SITE, wording.purposes());
        var commands = newsletter.bean(CommandGateway.class);
        commands.<CommandResult>sendAndWait(new RequestSubscription(
                subscription,
                "muster",
                signUp,
                subject,
                Personal.of(EmailAddress.of(CONFIRMED)),
                Personal.of("192.0.2.1"),
                null,
                null,
                List.of(shown),
                now,
                now.plus(Duration.ofDays(2)),
                now.plus(Duration.ofDays(7))));
        commands.<CommandResult>sendAndWait(new ConfirmSubscription(subscription, signUp, null, false, now));
        RunningNewsletter.await(() -> newsletter.types(CONFIRMED).getLast().equals("mail.sent.v1"));
    }
}
