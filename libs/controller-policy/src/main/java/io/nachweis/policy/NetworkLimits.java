package io.nachweis.policy;

import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.util.List;

/**
 * How often a form may be sent from one place: whoever has one address has all those around it. No limits where a list is
 * empty.
 *
 * @param perNetwork from an IPv4 address, or an IPv6 network of a household or a machine (/64)
 * @param perSite from an IPv6 network of a customer of a provider (/56)
 * @param perAllocation from what a provider hands out at once: an IPv6 network (/48) or 256 IPv4 addresses (/24)
 */
public record NetworkLimits(List<Limit> perNetwork, List<Limit> perSite, List<Limit> perAllocation) {

    public static final NetworkLimits NONE = new NetworkLimits(List.of(), List.of(), List.of());

    static final NetworkLimits USUAL = new NetworkLimits(
            List.of(new Limit(30, Duration.ofMinutes(10)), new Limit(200, Duration.ofDays(1))),
            List.of(new Limit(35, Duration.ofMinutes(10)), new Limit(250, Duration.ofDays(1))),
            List.of(new Limit(40, Duration.ofMinutes(10)), new Limit(300, Duration.ofDays(1))));

    /** What a policy leaves out is as usual. */
    public NetworkLimits {
        perNetwork = requireNonNullElseGet(perNetwork, () -> USUAL.perNetwork);
        perSite = requireNonNullElseGet(perSite, () -> USUAL.perSite);
        perAllocation = requireNonNullElseGet(perAllocation, () -> USUAL.perAllocation);
    }
}
