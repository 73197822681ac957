package io.nachweis.consent.decision;

import io.nachweis.contracts.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the person did. Two facts about the same deed are one fact, whoever repeats it and under whatever id. */
sealed interface Deed {

    record SignUp(String id) implements Deed {}

    /** As exact as an entry is, so that what is heard equals what was stored. */
    record Withdrawal(Channel channel, Instant receivedAt) implements Deed {

        public Withdrawal {
            receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
        }
    }
}
