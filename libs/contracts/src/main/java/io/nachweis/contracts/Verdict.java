package io.nachweis.contracts;

/** What a record of a topic is, as far as its signature and its schema tell. */
public sealed interface Verdict {

    /** Its log said so, and it is understood: act on it. */
    record Genuine(PublishedFact fact) implements Verdict {}

    /**
     * Its log said so, and it is not understood, perhaps not yet: keep it, and what comes after it about this person,
     * until a newer version or a later hour understands it.
     */
    record NotUnderstood(String subject, NotUnderstood.Reason reason) implements Verdict {
        public enum Reason {
            /** Of a type that this library does not know. */
            TYPE,
            /** Not as its type's schema says. */
            SCHEMA,
            /** It speaks of a time that is still to come. */
            FUTURE
        }
    }

    /** It names a key that is not known, so perhaps its log said so: fetch the keys again. Nothing has to wait for it. */
    record Unverified(String subject, String kid) implements Verdict {}

    /** Its log did not say so: never act on it, count it, and find out who writes there. */
    record Rejected(Rejected.Reason reason) implements Verdict {
        public enum Reason {
            /** No CloudEvent, or one that can be read in two ways. */
            MALFORMED,
            UNSIGNED,
            /** The key or the source of another log than the topic's. */
            FOREIGN,
            /** Not what was signed, or signed for another topic. */
            FORGED
        }
    }
}
