package io.nachweis.gateway.accesslog;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The network that an address is in: IPv4 without its last octet, IPv6 the /48. */
final class Network {

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Network() {}

    static boolean isAddress(String text) {
        return parse(text) != null;
    }

    /** Never longer than the text; {@code -} where that is no address, such as the name of a host. */
    static String of(String text) {
        var address = parse(text);
        if (address == null) {
            return text.isEmpty() ? "" : "-";
        }
        var groups = ByteBuffer.wrap(address.getAddress());
        if (!(address instanceof Inet6Address)) {
            return Byte.toUnsignedInt(groups.get()) + "." + Byte.toUnsignedInt(groups.get()) + "."
                    + Byte.toUnsignedInt(groups.get()) + ".0";
        }
        String network = "%x:%x:%x".formatted(groups.getShort(), groups.getShort(), groups.getShort());
        return network.replaceFirst("(?::?\\b0)+$", "") + "::";
    }

    private static @Nullable InetAddress parse(String text) {
        String withoutZone = text.replaceFirst("%.*", "");
        try {
            return LITERAL.matcher(withoutZone).matches() ? InetAddress.ofLiteral(withoutZone) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
