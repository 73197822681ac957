package io.nachweis.newsletter.decision;

import io.nachweis.newsletter.decision.SubscriptionState.Open;
import java.time.Instant;
import java.util.UUID;

/** What pages and mails ask of a subscription at a moment. */
public record SubscriptionView(SubscriptionState state, Instant at) {

    public LinkState link(UUID signUp) {
        return state.find(signUp)
                .map(found -> switch (found.fate()) {
                    case PENDING -> found.linkWorks(at) ? LinkState.OPEN : LinkState.EXPIRED;
                    case REPLACED -> LinkState.REPLACED;
                    case CONFIRMED -> LinkState.CONFIRMED;
                    case WITHDRAWN -> LinkState.WITHDRAWN;
                    case DENIED -> LinkState.DENIED;
                    case EXPIRED -> LinkState.GONE;
                })
                .orElse(LinkState.GONE);
    }

    /** Whether a mail is out that asks to confirm this purpose. */
    public boolean waitsFor(String purpose) {
        return state instanceof Open open
                && open.pending().anyMatch(signUp -> signUp.isFor(purpose) && signUp.linkWorks(at));
    }

    /** Whether the reader of such a mail could still do something with it. */
    public boolean awaits(MailKind kind, UUID signUp) {
        LinkState wanted = switch (kind) {
            case CONFIRMATION -> LinkState.OPEN;
            case RECORD, UNSUBSCRIBE_LINK -> LinkState.CONFIRMED;
        };
        return link(signUp) == wanted;
    }
}
