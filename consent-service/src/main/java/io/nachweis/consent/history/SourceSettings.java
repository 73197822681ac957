package io.nachweis.consent.history;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask about a person.
 *
 * @param sources the base address of every other service, by its name
 */
@ConfigurationProperties("consent")
record SourceSettings(@DefaultValue Map<String, URI> sources) {

    SourceSettings {
        sources.forEach((service, uri) -> {
            if (!uri.isAbsolute()) {
                throw new IllegalArgumentException("consent.sources." + service + " must be an absolute URI: " + uri);
            }
        });
        sources = Map.copyOf(sources);
    }
}
