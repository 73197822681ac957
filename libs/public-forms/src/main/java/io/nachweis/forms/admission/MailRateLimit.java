package io.nachweis.forms.admission;

import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Limit;
import java.time.Instant;
import java.util.List;

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

    /** Counts one mail to the address and says true, or says false: the policy allows none now. */
    public boolean take(ControllerPolicy policy, EmailAddress address, Instant now) {
        List<Limit> limits = policy.mails().perAddress();
        return counters.take(pseudonyms.of("mailbox", CanonicalMailbox.of(address)), limits, now);
    }
}
