package io.nachweis.consent.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to one person's consent to one purpose. Each belongs to a sign-up, the case whose key seals
 * who it is about.
 */
public sealed interface ConsentEvent {

    /** The category of the policy that says how long decisions are kept. */
    String CATEGORY = "consent-records";

    /** The person's handle for this purpose, and the stream of these events. */
    UUID consent();

    SubjectId subject();

    String controller();

    String purpose();

    /** The service that said so, such as {@code /newsletter}. */
    String source();

    /** The case. */
    String signUp();

    ConsentOutcome outcome();

    /** Whether others hear of it, and of the state that it leaves; else only services do, or nobody. */
    boolean tellsState();

    /**
     * A person gave consent by completing a sign-up.
     *
     * @param fact the id under which the source said so
     */
    @EntryType("consent.given.v1")
    record ConsentGiven(
            UUID consent,

            @DataCategory(value = CATEGORY, perCase = "signUp", newKey = true)
            SubjectId subject,

            String controller,
            String purpose,
            String source,
            String fact,
            String signUp,
            Instant requestedAt,
            Instant givenAt,
            String wording,
            String wordingSha256,
            ConsentOutcome outcome)
            implements ConsentEvent {

        @Override
        public boolean tellsState() {
            return outcome.allowed();
        }
    }

    /**
     * A person withdrew consent. It is on record even where no consent is known, because a grant may still arrive.
     *
     * @param fact the id under which another service said so, null for what was recorded here
     * @param signUp the sign-up it ends, or a random name of its own where it ends none that is known
     * @param recordedBy the role that recorded it here, null for what another service said
     * @param known whether a grant was on record, which others can have been told of; null in entries that are older than
     *     this component, which were told to everybody
     */
    @EntryType("consent.withdrawn.v1")
    record ConsentWithdrawn(
            UUID consent,

            @DataCategory(value = CATEGORY, perCase = "signUp")
            SubjectId subject,

            String controller,
            String purpose,
            String source,
            @Nullable String fact,
            String signUp,
            Channel channel,
            Instant receivedAt,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable Boolean known,
            ConsentOutcome outcome)
            implements ConsentEvent {

        @Override
        public boolean tellsState() {
            return !Boolean.FALSE.equals(known);
        }
    }

    /**
     * A withdrawal counts no more, because the reader of the mailbox says that it was not theirs. It is on record even
     * where the withdrawal is not, which may still arrive.
     *
     * @param signUp the newest that the withdrawal beats, which is in force again unless another withdrawal ends it; or a
     *     random name of its own where none is known
     * @param receivedAt with the channel, which withdrawal it is
     * @param known whether a grant was on record, which others can have been told of
     */
    @EntryType("consent.withdrawal-disowned.v1")
    record WithdrawalDisowned(
            UUID consent,

            @DataCategory(value = CATEGORY, perCase = "signUp")
            SubjectId subject,

            String controller,
            String purpose,
            String source,
            String signUp,
            Channel channel,
            Instant receivedAt,
            Instant disownedAt,
            boolean known,
            ConsentOutcome outcome)
            implements ConsentEvent {

        @Override
        public boolean tellsState() {
            return known;
        }
    }

    /**
     * Others are told no state of it any more, because everything on record that it rests on ends.
     *
     * @param signUp one of those that end now
     */
    @EntryType("consent.state-ended.v1")
    record StateEnded(
            UUID consent,

            @DataCategory(value = CATEGORY, perCase = "signUp", existingKey = true)
            SubjectId subject,

            String controller,
            String purpose,
            String source,
            String signUp,
            Instant endedAt,
            ConsentOutcome outcome)
            implements ConsentEvent {

        @Override
        public boolean tellsState() {
            return false;
        }
    }
}
