package io.nachweis.rights.access;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who holds personal data besides this service.
 *
 * @param services the base address of every other service, by its name
 */
@ConfigurationProperties("rights")
public record ServiceSettings(@DefaultValue Map<String, URI> services) {

    public ServiceSettings {
        services.forEach((service, uri) -> {
            if (!uri.isAbsolute()) {
                throw new IllegalArgumentException("rights.services." + service + " must be an absolute URI: " + uri);
            }
        });
        services = Map.copyOf(services);
    }
}
