package io.nachweis.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Where a request came from: the peer, unless that is a trusted proxy. Then it is whoever the proxy says, and so on
 * backwards as long as proxies are trusted. What stands before the first untrusted one was written by anybody.
 */
final class ClientIp {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final Pattern WITH_PORT =
            Pattern.compile("\"?(?:(?<v4>\\d+\\.\\d+\\.\\d+\\.\\d+)|\\[(?<v6>[^\\]]+)])(?::\\d{1,5})?\"?");
    private static final int GROUPS = 8;

    private final List<IpAddressMatcher> trustedHops;

    ClientIp(List<String> trustedHops) {
        this.trustedHops = trustedHops.stream().map(IpAddressMatcher::new).toList();
    }

    String of(HttpServletRequest request) {
        InetAddress client = InetAddress.ofLiteral(request.getRemoteAddr());
        for (String hop : hopsBackwards(request)) {
            if (!isTrusted(client)) {
                break;
            }
            try {
                client = InetAddress.ofLiteral(address(hop));
            } catch (IllegalArgumentException _) {
                break;
            }
        }
        return text(client);
    }

    private static List<String> hopsBackwards(HttpServletRequest request) {
        return Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .toList()
                .reversed();
    }

    /** Without the port that some proxies add, IPv6 in brackets then (RFC 7239 §6), and without quotes. */
    private static String address(String hop) {
        Matcher withPort = WITH_PORT.matcher(hop);
        return withPort.matches() ? Objects.requireNonNullElse(withPort.group("v4"), withPort.group("v6")) : hop;
    }

    boolean isTrusted(InetAddress address) {
        String text = text(address);
        return trustedHops.stream().anyMatch(hop -> hop.matches(text));
    }

    /** As RFC 5952 has it, so that one address has one name. */
    private static String text(InetAddress address) {
        return address instanceof Inet6Address v6 ? text(v6) : address.getHostAddress();
    }

    private static String text(Inet6Address address) {
        ShortBuffer groups = ByteBuffer.wrap(address.getAddress()).asShortBuffer();
        int start = 0;
        int longest = 1;
        int zeros = 0;
        for (int i = 0; i < GROUPS; i++) {
            zeros = groups.get(i) == 0 ? zeros + 1 : 0;
            if (zeros > longest) {
                longest = zeros;
                start = i + 1 - zeros;
            }
        }
        return longest == 1
                ? groups(groups, 0, GROUPS)
                : groups(groups, 0, start) + "::" + groups(groups, start + longest, GROUPS);
    }

    private static String groups(ShortBuffer groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(Short.toUnsignedInt(groups.get(i))))
                .collect(Collectors.joining(":"));
    }
}
