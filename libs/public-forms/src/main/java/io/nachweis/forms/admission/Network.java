package io.nachweis.forms.admission;

import io.nachweis.policy.Limit;
import io.nachweis.policy.NetworkLimits;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who shares an address as far as we can see, from one machine or household outwards.
 *
 * @param kind keeps counts of one size from passing for those of another
 * @param prefix in hexadecimal
 */
record Network(String kind, String prefix, List<Limit> limits) {

    /** An IPv4 address, or the half of an IPv6 address that names a network. */
    static Network of(String ip, NetworkLimits limits) {
        byte[] address = InetAddress.ofLiteral(ip).getAddress();
        return new Network("network", prefix(address, isIpv6(address) ? 8 : 4), limits.perNetwork());
    }

    /** Those around it that are counted too, the smallest first. */
    static Stream<Network> around(String ip, NetworkLimits limits) {
        byte[] address = InetAddress.ofLiteral(ip).getAddress();
        return isIpv6(address)
                ? Stream.of(
                        new Network("site", prefix(address, 7), limits.perSite()),
                        new Network("allocation", prefix(address, 6), limits.perAllocation()))
                : Stream.of(new Network("allocation", prefix(address, 3), limits.perAllocation()));
    }

    /** An IPv4 address inside of an IPv6 address is one. */
    private static boolean isIpv6(byte[] address) {
        return address.length > 4;
    }

    private static String prefix(byte[] address, int bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(address, bytes));
    }
}
