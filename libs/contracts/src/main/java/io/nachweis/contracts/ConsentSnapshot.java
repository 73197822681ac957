package io.nachweis.contracts;

import java.time.Instant;
import java.util.List;

/** A snapshot of one person's consent to one purpose, of which the compacted topic keeps the newest. */
@FactType("nachweis.consent.state.v1")
public record ConsentSnapshot(String controller, String purpose, boolean allowed, Instant since) implements Published {

    @Override
    public List<Instant> times() {
        return List.of(since);
    }

    /** What the compacted topic keeps the newest of; {@link BySubject} finds the person in it. */
    public static String key(String controller, String subject, String purpose) {
        return controller + "/" + subject + "/" + purpose;
    }

    /** The key of this state of that person. */
    public String key(String subject) {
        return key(controller, subject, purpose);
    }
}
