package io.nachweis.newsletter.retention;

import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Gives up a sign-up that nobody confirmed in time. */
@Component
class ExpireSignUps implements WhenDue {

    @Override
    public ExpireSignUp command(DueItem item, Instant now) {
        return new ExpireSignUp(item.stream(), item.entry(), now);
    }
}
