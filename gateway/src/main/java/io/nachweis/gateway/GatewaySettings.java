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
 * @param maxBody room for a lookup of a thousand of the longest addresses
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
        @DefaultValue("320KB") DataSize maxBody,
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
