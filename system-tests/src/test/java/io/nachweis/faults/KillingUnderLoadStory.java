package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.nachweis.people.DeskClient;
import io.nachweis.people.MailReceiver;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The power goes again and again while people sign up and confirm. Only mails come twice, and then it is on record. */
class KillingUnderLoadStory {

    private static final int KILLS = Depth.of(2, 50);
    private static final int CALLERS = 8;
    private static final long SECOND = 1_000_000_000;
    private static final Pattern CONFIRM = Pattern.compile("http\\S*/confirm\\?token=\\S*");
    private static final String FORM = "form.received.v1";
    private static final String REQUESTED = "subscription.requested.v1";
    private static final String CONFIRMED = "subscription.confirmed.v1";
    static final String MAIL_SENT = "mail.sent.v1";

    private final MailReceiver receiver = MailReceiver.start();
    private final PlatformUnderTest platform = PlatformUnderTest.create(_ -> Map.of(
            "NACHWEIS_TRIAL_SMTP_URL",
            receiver.url(),
            // A crowd from one address would be taken for an attack.
            "NACHWEIS_TRUSTED_HOPS",
            "127.0.0.1,::1"));
    private final Queue<Person> signedUp = new ConcurrentLinkedQueue<>();
    private final Queue<Person> confirmed = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() throws Exception {
        platform.close();
        receiver.close();
    }

    @Test
    void loses_nothing_that_was_answered() throws Exception {
        platform.start();
        for (int i = 0; i < KILLS; i++) {
            loadUntilKilled();
            platform.start();
        }
        DeskClient desk = DeskClient.of(platform);
        try (Log log = Log.of("newsletter", platform);
                Log consent = Log.of("consent", platform)) {
            consent.from(0);
            List<JsonNode> entries = Await.until(
                    "each form is admitted, and a mail is on record for each sign-up and each confirmation",
                    () -> log.from(0),
                    all -> count(REQUESTED, all) == count(FORM, all)
                            && count(MAIL_SENT, all) >= count(REQUESTED, all) + count(CONFIRMED, all));
            Set<String> mailed = addresses(receiver.mails());
            Map<String, Set<String>> typesBySubject = log.typesBySubject();
            // Who was not answered may have a mail all the same, and so may have confirmed.
            Map<String, String> subjects = subjects(
                    desk, Stream.concat(signedUp.stream(), confirmed.stream()).toList());
            for (Person person : signedUp) {
                assertThat(typesBySubject.getOrDefault(subjects.get(person.email()), Set.of()))
                        .as("a sign-up that was answered")
                        .contains(REQUESTED);
                assertThat(mailed).contains(person.email());
            }
            for (Person person : confirmed) {
                assertThat(typesBySubject.getOrDefault(subjects.get(person.email()), Set.of()))
                        .as("a confirmation that was answered")
                        .contains(CONFIRMED);
            }
            assertRepeatsAreMarked(receiver.mails(), entries);
            System.out.printf(
                    "%d kills: %d sign-ups and %d confirmations answered; %d entries, %d mails, %d of them repeated%n",
                    KILLS,
                    signedUp.size(),
                    confirmed.size(),
                    entries.size(),
                    receiver.mails().size(),
                    receiver.mails().size() - count(MAIL_SENT, entries));
        }
    }

    /** People sign up until, at some instant, the platform is gone. */
    private void loadUntilKilled() throws InterruptedException {
        int enough = signedUp.size() + 50;
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            IntStream.range(0, CALLERS).forEach(_ -> callers.execute(this::signUpOneAfterTheOther));
            Await.until("there is a load", () -> signedUp.size() >= enough);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SECOND));
            platform.kill();
        } finally {
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void signUpOneAfterTheOther() {
        try {
            while (true) {
                Person person = Person.named("load", platform);
                Answer answer = StoryHttpClient.postJson(
                        person.subscriptions(), person.signUp(Map.of()), "X-Forwarded-For", Person.someAddress());
                if (answer.status() == 202) {
                    signedUp.add(person);
                    confirm(receiver.mails());
                }
            }
        } catch (UncheckedIOException gone) {
            // The platform was killed.
        }
    }

    /** One of those whose mail has come. */
    private void confirm(List<Mail> mails) {
        if (mails.isEmpty()) {
            return;
        }
        Mail mail = mails.get(ThreadLocalRandom.current().nextInt(mails.size()));
        Matcher link = CONFIRM.matcher(mail.text());
        Person person = new Person(platform, mail.to());
        if (link.find() && person.answers(link.group(), "confirm").status() == 200) {
            confirmed.add(person);
        }
    }

    private static Map<String, String> subjects(DeskClient desk, List<Person> people) {
        List<String> emails = people.stream().map(Person::email).distinct().toList();
        List<String> subjects = new ArrayList<>();
        for (int from = 0; from < emails.size(); from += 1_000) {
            List<String> some = emails.subList(from, Math.min(emails.size(), from + 1_000));
            desk.post("/subjects/lookup", Map.of("emails", some))
                    .json()
                    .forEach(found -> subjects.add(found.path("subject").asString("")));
        }
        return IntStream.range(0, emails.size()).boxed().collect(Collectors.toMap(emails::get, subjects::get));
    }

    private static long count(String type, List<JsonNode> entries) {
        return entries.stream()
                .filter(entry -> entry.path("type").asString("").equals(type))
                .count();
    }

    private static Set<String> addresses(List<Mail> mails) {
        return mails.stream().map(Mail::to).collect(Collectors.toSet());
    }

    /** A mail that came more than once says so in its one record, and only mails of different content are different ones. */
    static void assertRepeatsAreMarked(List<Mail> mails, List<JsonNode> entries) {
        Map<String, Boolean> certain = entries.stream()
                .filter(entry -> entry.path("type").asString("").equals(MAIL_SENT))
                .map(entry -> entry.path("data"))
                .collect(Collectors.toMap(
                        data -> data.path("messageId").asString(""),
                        data -> data.path("certain").asBoolean(false),
                        (_, _) -> fail("one mail is on record twice")));
        Set<String> seen = new HashSet<>();
        for (Mail mail : mails) {
            assertThat(certain).containsKey(mail.id());
            if (!seen.add(mail.id())) {
                assertThat(certain.get(mail.id()))
                        .as("a repeat is marked as uncertain")
                        .isFalse();
            }
        }
    }
}
