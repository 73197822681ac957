package io.nachweis.gateway;

import io.nachweis.contracts.ContentDigest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;

/**
 * The allow-lists of headers that the gateway forwards, in both directions. All others end here: what clients claim
 * about where they come from, cookies in both directions, what services say about themselves. So do ranges: what is large
 * comes by POST, for which no ranges are defined (RFC 9110, 14.2), and everything is sent whole.
 */
@Configuration(proxyBeanMethods = false)
class ForwardedHeaders {

    private static final Set<String> TO_SERVICES = Set.of(
            "Accept",
            "Accept-Language",
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            // By it a script is told from a browser that goes on to a page.
            "Sec-Fetch-Mode");

    private static final Set<String> TO_CLIENTS = Set.of(
            "Allow",
            "Cache-Control",
            "Content-Disposition",
            "Content-Language",
            "Content-Length",
            "Content-Type",
            "ETag",
            "Last-Modified",
            "Link",
            "Location",
            "Retry-After",
            "Vary",
            "WWW-Authenticate",
            "X-Robots-Tag");

    @Bean
    @Order
    RequestHttpHeadersFilter requestHeaders(GatewaySettings settings) {
        var clientIp = new ClientIp(settings.trustedHops());
        return (headers, request) -> {
            HttpServletRequest servletRequest = request.servletRequest();
            HttpHeaders forwarded = only(TO_SERVICES, headers);
            if (BodyLimit.expectsContinue(servletRequest)) {
                forwarded.set(HttpHeaders.EXPECT, "100-continue");
            }
            BodyLimit.digest(servletRequest).ifPresent(digest -> forwarded.set(ContentDigest.HEADER, digest));
            forwarded.set(
                    ClientSignature.HEADER,
                    ClientSignature.unsigned(clientIp.of(servletRequest), RequestLog.requestId(servletRequest)));
            return forwarded;
        };
    }

    @Bean
    @Order
    ResponseHttpHeadersFilter responseHeaders() {
        return (headers, _) -> only(TO_CLIENTS, headers);
    }

    private static HttpHeaders only(Set<String> names, HttpHeaders headers) {
        var kept = new HttpHeaders();
        names.forEach(name -> headers.getOrEmpty(name).forEach(value -> kept.add(name, value)));
        return kept;
    }
}
