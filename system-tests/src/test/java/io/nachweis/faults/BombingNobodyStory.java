package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.MailReceiver;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many machines ask for mails to one mailbox, at every door at once and in every spelling. It gets a few, as anybody. */
class BombingNobodyStory {

    private static final int REQUESTS = Depth.of(300, 10_000);

    /** A day's, where the policy says nothing else; all but one come too soon after the first. */
    private static final int CAP = 3;

    private static final List<String> SENDERS = List.of("newsletter", "lead", "rights");

    private final MailReceiver receiver = MailReceiver.start();
    private final PlatformUnderTest platform = PlatformUnderTest.create(
            _ -> Map.of("NACHWEIS_TRIAL_SMTP_URL", receiver.url(), "NACHWEIS_TRUSTED_HOPS", "127.0.0.1,::1"));

    private final List<Function<String, Answer>> doors = List.of(
            email -> post("subscriptions", Map.of("email", email, "consents", List.of("newsletter/1/de"))),
            email -> StoryHttpClient.post(
                    platform.addresses().gateway() + "/api/v1/idm/subscriptions",
                    "application/x-www-form-urlencoded",
                    "consents=newsletter/1/en&email=" + email.replace("+", "%2B"),
                    "X-Forwarded-For",
                    Person.someAddress()),
            email -> post("unsubscribe-requests", Map.of("email", email)),
            email -> post("downloads", Map.of("email", email, "name", "A", "company", "B", "document", "sample")),
            email -> post("enquiries", Map.of("email", email, "name", "A", "message", "B")),
            email -> post("rights-requests", Map.of("email", email, "kind", "access")));

    private static final List<String> SPELLINGS = List.of(
            "victim@example.org",
            "Victim@EXAMPLE.org",
            "v.i.c.t.i.m@example.org",
            "victim+news@example.org",
            "victim+%d@example.org",
            "vic.tim+%d@example.org");

    private Answer post(String form, Map<String, Object> body) {
        return StoryHttpClient.postJson(
                platform.addresses().gateway() + "/api/v1/idm/" + form, body, "X-Forwarded-For", Person.someAddress());
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
        receiver.close();
    }

    @Test
    void whoever_asks_for_mails_to_somebody_else_reaches_no_more_than_the_cap() throws Exception {
        platform.start();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<? extends Future<Integer>> calls = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> callers.submit(() -> doors.get(i % doors.size())
                            .apply(SPELLINGS
                                    .get(i / doors.size() % SPELLINGS.size())
                                    .formatted(i))
                            .status()))
                    .toList();
            for (Future<Integer> call : calls) {
                assertThat(call.get()).as("as ever, or that it is too much").isIn(202, 303, 503);
            }
        }
        Person bystander = Person.named("bystander", platform);
        bystander.signsUp();
        Await.until(
                "who signed up last has a mail",
                () -> receiver.mails().stream().map(Mail::to).anyMatch(bystander.email()::equals));
        for (String service : SENDERS) {
            try (Log log = Log.of(service, platform)) {
                log.atRest();
            }
        }

        assertThat(receiver.mails().stream().map(Mail::to).filter(to -> !to.equals(bystander.email())))
                .as("each service counts its own mails")
                .hasSizeBetween(1, SENDERS.size() * CAP);
    }
}
