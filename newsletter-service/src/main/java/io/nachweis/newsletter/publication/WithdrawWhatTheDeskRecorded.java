package io.nachweis.newsletter.publication;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Withdrawals;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A withdrawal that came by mail, phone or letter ends the subscription too. Announcing that again goes no further: the
 * ledger knows it already.
 */
@Component
class WithdrawWhatTheDeskRecorded implements FactListener {

    /** What comes this way we have said ourselves. */
    private static final Set<Channel> OURS = EnumSet.of(Channel.PAGE, Channel.ONE_CLICK);

    private final SubscriptionHandles handles;
    private final Withdrawals withdrawals;

    WithdrawWhatTheDeskRecorded(SubscriptionHandles handles, Withdrawals withdrawals) {
        this.handles = handles;
        this.withdrawals = withdrawals;
    }

    @Override
    public String topic() {
        return Topics.CONSENTS;
    }

    @Override
    public void on(ReceivedFact received) {
        if (received.fact() instanceof ConsentWithdrawn withdrawn && !OURS.contains(withdrawn.channel())) {
            handles.find(received.subject())
                    .ifPresent(subscription -> withdrawals.of(
                            Set.of(withdrawn.purpose()), subscription, withdrawn.channel(), withdrawn.receivedAt()));
        }
    }
}
