package io.nachweis.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the services are, and how far clients and services are trusted.
 *
 * @param publicUrl under which the outside world reaches this gateway
 * @param secrets a folder; a Path here would be looked for in the web application first
 * @param controllers a folder too
 * @param trustedHops addresses or networks (CIDR) of proxies in front, whose X-Forwarded-For is believed; none by default
 * @param maxForm the largest body that anybody may send
 * @param maxEnquiry room for the longest message of an enquiry, in any script and however it is written
 * @param maxBody with an access token; room for a lookup of a thousand of the longest addresses
 * @param connectionsPerNetwork that one IPv4 address or IPv6 /64 may have at a time; trusted hops are not counted
 * @param headTimeout until the head of a request has to be there
 * @param requestTimeout until the whole request has to be there
 * @param leastRate the bytes a second that a body has to come at after {@code headTimeout}
 * @param connectTimeout with {@code answerTimeout} the time after which a client learns that a service does not answer
 */
@ConfigurationProperties("nachweis.gateway")
record GatewaySettings(
        URI publicUrl,
        String secrets,
        String controllers,
        URI consentUrl,
        URI newsletterUrl,
        URI leadUrl,
        URI rightsUrl,
        @DefaultValue List<String> trustedHops,
        @DefaultValue("32KB") DataSize maxForm,
        @DefaultValue("64KB") DataSize maxEnquiry,
        @DefaultValue("320KB") DataSize maxBody,
        @DefaultValue("100") int connectionsPerNetwork,
        @DefaultValue("5s") Duration headTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("4KB") DataSize leastRate,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("2s") Duration answerTimeout) {

    Path secretsFolder() {
        return Path.of(secrets);
    }

    Path controllersFolder() {
        return Path.of(controllers);
    }

    boolean isSecure() {
        return "https".equals(publicUrl.getScheme());
    }
}
