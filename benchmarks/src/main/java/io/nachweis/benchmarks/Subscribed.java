package io.nachweis.benchmarks;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** What is appended everywhere: an event whose JSON has {@value #PAYLOAD_BYTES} bytes, with personal fields or without. */
sealed interface Subscribed {

    int PAYLOAD_BYTES = 361;

    String LIST = "newsletter-weekly-edition";
    String SOURCE = "https://www.example.org/landing";
    String AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";
    long START = 1_700_000_000_000L;

    @EntryType("bench.subscribed.v1")
    record Plain(
            String subscriberId,
            String email,
            String listId,
            String source,
            String ip,
            String userAgent,
            String locale,
            long at,
            String note)
            implements Subscribed {}

    @EntryType("bench.subscribed-person.v1")
    record OfPerson(
            @DataCategory("bench") SubjectId subscriberId,

            @DataCategory(value = "bench", subject = "subscriberId")
            Personal<String> email,

            String listId,
            String source,

            @DataCategory(value = "bench", subject = "subscriberId")
            Personal<String> ip,

            String userAgent,
            String locale,
            long at,
            String note)
            implements Subscribed {}

    static Subscribed plain(long number) {
        return new Plain(id(number), email(number), LIST, SOURCE, ip(number), AGENT, "de-DE", START + number, note());
    }

    static Subscribed ofPerson(long person, long number) {
        return new OfPerson(
                SubjectId.of(id(person)),
                Personal.of(email(person)),
                LIST,
                SOURCE,
                Personal.of(ip(number)),
                AGENT,
                "de-DE",
                START + number,
                note());
    }

    static SubjectId subject(long person) {
        return SubjectId.of(id(person));
    }

    static String stream(long number) {
        return "00000000-0000-4000-8000-" + padded(number, 12);
    }

    static DomainEventMessage<Subscribed> inStream(String stream, long sequence, Subscribed event) {
        return new GenericDomainEventMessage<>("Subscription", stream, sequence, event);
    }

    private static String id(long number) {
        return "1.bench" + padded(number, 37) + "A";
    }

    private static String email(long number) {
        return "user" + padded(number, 8) + "@example.org";
    }

    private static String ip(long number) {
        return "192.0.2." + padded(number % 256, 3);
    }

    private static String note() {
        return "opt-in pending, token issued, confirmation requested";
    }

    static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }
}
