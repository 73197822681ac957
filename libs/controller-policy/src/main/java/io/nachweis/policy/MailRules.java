package io.nachweis.policy;

import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where mails that cannot be delivered return to, and how often anybody's address may get a mail that somebody else could
 * have asked for.
 *
 * @param returnPath the address of the envelope (RFC 5321 §4.4); null where it is the sender's
 * @param perAddress over all forms together, and whatever else sends such mails; one more is not sent
 * @param perDomain to all addresses of one domain, unless it is a mail provider's; one more is sent later
 * @param afterNotMe how long an address gets none after its reader said "this was not me"
 */
public record MailRules(@Nullable String returnPath, List<Limit> perAddress, List<Limit> perDomain, Period afterNotMe) {

    static final MailRules USUAL = new MailRules(
            null,
            List.of(new Limit(1, Duration.ofMinutes(15)), new Limit(3, Duration.ofDays(1))),
            List.of(new Limit(5, Duration.ofMinutes(10)), new Limit(50, Duration.ofDays(1))),
            Period.ofMonths(6));

    /** What a policy leaves out is as usual. */
    public MailRules {
        perAddress = requireNonNullElseGet(perAddress, () -> USUAL.perAddress);
        perDomain = requireNonNullElseGet(perDomain, () -> USUAL.perDomain);
        afterNotMe = requireNonNullElseGet(afterNotMe, () -> USUAL.afterNotMe);
    }
}
