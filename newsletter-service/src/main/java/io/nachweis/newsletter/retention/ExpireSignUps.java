package io.nachweis.newsletter.retention;

import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives up a sign-up that nobody confirmed in time. */
@Component
class ExpireSignUps implements WhenDue {

    private final Subscriptions subscriptions;

    ExpireSignUps(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public ExpireSignUp command(DueItem item, Instant now) {
        return new ExpireSignUp(item.stream(), item.entry(), now);
    }

    @Override
    public Optional<String> categoryOf(String kind) {
        return kind.equals(DueProjection.SIGN_UP) ? Optional.of(SubscriptionEvent.CATEGORY) : Optional.empty();
    }

    @Override
    public Optional<TimedEnd> end(DueItem item) {
        return subscriptions
                .state(item.stream())
                .find(item.entry())
                .filter(SignUp::isUnconfirmed)
                .map(signUp ->
                        new TimedEnd(signUp.subject(), Map.of(Trigger.REQUEST, signUp.askedAt()), signUp.purgeAt()));
    }
}
