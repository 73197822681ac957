package io.nachweis.newsletter.publication;

import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import org.springframework.stereotype.Component;

/** A withdrawal of what the ledger did not know to be given ends a sign-up all the same that was made before it. */
@Component
class WithdrawWhatNobodyWasToldOf implements FactListener {

    private final WithdrawWhatTheDeskRecorded listener;

    WithdrawWhatNobodyWasToldOf(WithdrawWhatTheDeskRecorded listener) {
        this.listener = listener;
    }

    @Override
    public String topic() {
        return Topics.of("consent");
    }

    @Override
    public void on(ReceivedFact received) {
        listener.on(received);
    }
}
