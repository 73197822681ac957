package io.nachweis.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Where a request came from: the peer, unless that is a trusted proxy. Then it is whoever the proxy says, and so on
 * backwards as long as proxies are trusted. What stands before the first untrusted one was written by anybody.
 */
final class ClientIp {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

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
                client = InetAddress.ofLiteral(hop);
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

    boolean isTrusted(InetAddress address) {
        String text = text(address);
        return trustedHops.stream().anyMatch(hop -> hop.matches(text));
    }

    /** Without the name of the interface that a link-local address of IPv6 carries. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
