package io.nachweis.forms.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who shares an address as far as we can see: an IPv4 address, or the half of an IPv6 address that names a network. */
final class Network {

    private static final int PREFIX_BYTES = 8;

    private Network() {}

    static String of(String ip) {
        var address = InetAddress.ofLiteral(ip);
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes);
    }
}
