package io.nachweis.newsletter.publication;

import io.nachweis.contracts.Channel;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.BeforeErasure;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Withdrawals;
import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Whoever wants to be erased wants no more mail; a sign-up that still waits for its confirmation is forgotten at once. */
@Component
class WithdrawBeforeErasure implements BeforeErasure {

    private final SubscriptionHandles handles;
    private final Withdrawals withdrawals;

    WithdrawBeforeErasure(SubscriptionHandles handles, Withdrawals withdrawals) {
        this.handles = handles;
        this.withdrawals = withdrawals;
    }

    @Override
    public void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt) {
        handles.find(subject).ifPresent(subscription -> withdrawals.everything(subscription, Channel.OTHER, orderedAt));
    }
}
