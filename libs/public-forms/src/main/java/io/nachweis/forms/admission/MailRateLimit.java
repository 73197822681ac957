package io.nachweis.forms.admission;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;
import java.util.UUID;

/**
 * The rate limit of mails that anybody could have asked for, by address: one count for all forms of a service, of all
 * controllers, however the address is spelled. Whoever wants to send such a mail asks first, and sends nothing when
 * told no; the answer to the request stays the same.
 */
public final class MailRateLimit {

    private final RateLimits counters;
    private final Pseudonyms pseudonyms;

    MailRateLimit(RateLimits counters, Pseudonyms pseudonyms) {
        this.counters = counters;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The same for the mail that brings a link to withdraw by. It has a count of its own, so that nobody can use it up by
     * asking for other mails: who is over it has got such a link just before.
     */
    boolean takeLink(ControllerPolicy policy, EmailAddress address, Instant now, UUID entry) {
        return counters.take(
                pseudonyms.of("mailbox-link", CanonicalMailbox.of(address)),
                policy.mails().perAddress(),
                now,
                entry);
    }

    /** Counts one mail to the address and says true, or says false: the policy allows none now. */
    public boolean take(ControllerPolicy policy, EmailAddress address, Instant now) {
        return counters.take(key(address), policy.mails().perAddress(), now);
    }

    /** The same for a mail that this entry asks for, which counts once. */
    boolean take(ControllerPolicy policy, EmailAddress address, Instant now, UUID entry) {
        return counters.take(key(address), policy.mails().perAddress(), now, entry);
    }

    private String key(EmailAddress address) {
        return pseudonyms.of("mailbox", CanonicalMailbox.of(address));
    }
}
