package io.nachweis.consent.decision;

import io.nachweis.contracts.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** What the person did. Two facts about the same deed are one fact, whoever repeats it and under whatever id. */
sealed interface Deed {

    record SignUp(String id, Instant requestedAt, Instant givenAt) implements Deed {

        /** Of two sign-ups requested at once the one completed later is the newer, whichever was heard first. */
        static final Comparator<SignUp> OLDEST_FIRST =
                Comparator.comparing(SignUp::requestedAt).thenComparing(SignUp::givenAt);
    }

    /** As exact as an entry is, so that what is heard equals what was stored. */
    record Withdrawal(Channel channel, Instant receivedAt) implements Deed {

        public Withdrawal {
            receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
        }

        /** Whether it beats a sign-up: the withdrawal wins where both came at the same instant. */
        boolean beats(SignUp signUp) {
            return !signUp.requestedAt().isAfter(receivedAt);
        }
    }

    /** The reader of the mailbox says that a withdrawal was not theirs. */
    record Disowning(Withdrawal withdrawal) implements Deed {}
}
