package io.nachweis.newsletter.publication;

import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Fact.WithdrawalDisowned;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import io.nachweis.newsletter.decision.Withdrawal;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Withdrawals;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A withdrawal that came by mail, phone or letter ends the subscription too, and no more once it is disowned. Announcing
 * that again goes no further: the ledger knows it already.
 */
@Component
class WithdrawWhatTheDeskRecorded implements FactListener {

    private final SubscriptionHandles handles;
    private final Withdrawals withdrawals;

    WithdrawWhatTheDeskRecorded(SubscriptionHandles handles, Withdrawals withdrawals) {
        this.handles = handles;
        this.withdrawals = withdrawals;
    }

    /** On its own topic the ledger tells of withdrawals of what it did not know to be given. */
    @Override
    public Set<String> topics() {
        return Set.of(Topics.CONSENTS, Topics.of("consent"));
    }

    @Override
    public void on(ReceivedFact received) {
        switch (received.fact()) {
            case ConsentWithdrawn withdrawn
            when !new Withdrawal(withdrawn.channel(), withdrawn.receivedAt()).isByLink() ->
                handles.find(received.subject())
                        .ifPresent(subscription -> withdrawals.of(
                                Set.of(withdrawn.purpose()),
                                subscription,
                                withdrawn.channel(),
                                withdrawn.receivedAt()));
            case WithdrawalDisowned disowned ->
                handles.find(received.subject())
                        .ifPresent(subscription -> withdrawals.disown(
                                subscription,
                                disowned.purpose(),
                                disowned.channel(),
                                disowned.receivedAt(),
                                disowned.disownedAt()));
            default -> {
                // What was given here, or withdrawn by a link, we have said ourselves.
            }
        }
    }
}
