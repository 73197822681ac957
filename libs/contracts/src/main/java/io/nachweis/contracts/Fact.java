package io.nachweis.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as other services and internal applications hear of it: the data of a CloudEvent.
 * Carries pseudonyms, never an address or a name.
 */
public sealed interface Fact extends Published {

    /** What a person decided about a purpose. */
    sealed interface OfConsent extends Fact {

        String purpose();

        /** The case that it belongs to. */
        String signUp();
    }

    /**
     * Tells every service to do something about a person: the one whom rights-service's log names as decided on. Its
     * {@link PublishedFact} names the decision: {@code id} begins with that of the entry, {@code sequence} is its position.
     */
    sealed interface Order extends Fact {}

    /**
     * A person gave consent (Art. 4(11) GDPR) by completing a sign-up.
     *
     * @param signUp the sign-up this completes; opaque
     * @param requestedAt when that sign-up was made; a withdrawal that is not earlier beats this grant
     * @param wording what was shown, as {@code <form>/<version>/<locale>}
     * @param wordingSha256 of the exact text shown, lower-case hexadecimal
     */
    @FactType("nachweis.consent.given.v1")
    record ConsentGiven(
            String controller,
            String purpose,
            String signUp,
            Instant requestedAt,
            Instant givenAt,
            String wording,
            String wordingSha256)
            implements OfConsent {

        @Override
        public List<Instant> times() {
            return List.of(requestedAt, givenAt);
        }
    }

    /**
     * A person withdrew consent (Art. 7(3) GDPR).
     *
     * @param signUp the sign-up it ends, or a name of its own where none is known that it could end; opaque
     * @param receivedAt when the withdrawal reached the controller; it takes effect then
     * @param recordedAt when it was put on record
     */
    @FactType("nachweis.consent.withdrawn.v1")
    record ConsentWithdrawn(
            String controller, String purpose, String signUp, Channel channel, Instant receivedAt, Instant recordedAt)
            implements OfConsent {

        @Override
        public List<Instant> times() {
            return List.of(receivedAt, recordedAt);
        }
    }

    /**
     * A withdrawal counts no more, because the reader of the mailbox says that it was not theirs. What it ended is in force
     * again, unless another withdrawal ends it too.
     *
     * @param signUp the newest sign-up that it had ended, or a name of its own where none is known; opaque
     * @param receivedAt with the channel, which withdrawal it is
     * @param disownedAt when the reader of the mailbox said so
     */
    @FactType("nachweis.consent.withdrawal-disowned.v1")
    record WithdrawalDisowned(
            String controller, String purpose, String signUp, Channel channel, Instant receivedAt, Instant disownedAt)
            implements OfConsent {

        @Override
        public List<Instant> times() {
            return List.of(receivedAt, disownedAt);
        }
    }

    /**
     * What is held about a person has to be erased (Art. 17 GDPR), as far as nothing obliges to keep it.
     *
     * @param order names the order in every report of its outcome; opaque
     */
    @FactType("nachweis.erasure.ordered.v1")
    record ErasureOrdered(String controller, String order, Instant orderedAt) implements Order {

        @Override
        public List<Instant> times() {
            return List.of(orderedAt);
        }
    }

    /**
     * What is held about a person of some data categories has to be kept, whatever would end it otherwise (Art. 17(3)(e)
     * GDPR), until {@link HoldLifted}. Why is nobody's business but the desk's.
     *
     * @param hold names the legal hold; opaque
     * @param categories of the controller's policy
     */
    @FactType("nachweis.hold.placed.v1")
    record HoldPlaced(String controller, String hold, List<String> categories, Instant placedAt) implements Order {

        public HoldPlaced {
            categories = List.copyOf(categories);
        }

        @Override
        public List<Instant> times() {
            return List.of(placedAt);
        }
    }

    /**
     * A legal hold is over; what it alone has kept ends now.
     *
     * @param hold the one that was placed
     */
    @FactType("nachweis.hold.lifted.v1")
    record HoldLifted(String controller, String hold, Instant liftedAt) implements Order {

        @Override
        public List<Instant> times() {
            return List.of(liftedAt);
        }
    }

    /**
     * A version of a controller's policy is on record and comes into force. It is about nobody; its subject is a pseudonym of
     * the policy.
     *
     * @param version as the policy's file names it
     * @param sha256 of that file, lower-case hexadecimal
     * @param effectiveFrom from when on services may begin to carry it out; each does at its next start
     */
    @FactType("nachweis.policy.published.v1")
    record PolicyPublished(String controller, String version, String sha256, Instant effectiveFrom) implements Fact {

        /** What is to come may be dated ahead. */
        @Override
        public List<Instant> times() {
            return List.of();
        }
    }

    /**
     * A service has erased what it held about a person; what it does not name here it did not hold.
     *
     * @param order the one that was carried out
     */
    @FactType("nachweis.erasure.reported.v1")
    record ErasureReported(
            String controller, String order, Instant reportedAt, List<ErasedCategory> erased, List<KeptCategory> kept)
            implements Fact {

        public ErasureReported {
            erased = List.copyOf(erased);
            kept = List.copyOf(kept);
        }

        @Override
        public List<Instant> times() {
            return List.of(reportedAt);
        }
    }

    /** @param entries how many of the service's log said something of this category */
    record ErasedCategory(String category, long entries) {}

    /**
     * @param law the provision that allows to keep it
     * @param until the last day that any of it is kept; null where nobody can name one, because of a legal hold
     */
    record KeptCategory(
            String category,
            long entries,
            String law,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LocalDate until) {}
}
