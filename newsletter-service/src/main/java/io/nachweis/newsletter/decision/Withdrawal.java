package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Names a withdrawal of a purpose, as consent-service does. As exact as an entry is. */
public record Withdrawal(Channel channel, Instant receivedAt) {

    public Withdrawal {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** Every sign-up that is not later. */
    boolean beats(SignUp signUp) {
        return !signUp.requestedAt().isAfter(receivedAt);
    }

    /** Whoever has the link of a mail reads the mailbox, so nobody else can have declared it. */
    public boolean isByLink() {
        return channel == Channel.PAGE || channel == Channel.ONE_CLICK;
    }
}
