package io.nachweis.consent.source;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask about a person, and whose facts the ledger has to have.
 *
 * @param sources the base address of every other service, by its name
 */
@ConfigurationProperties("consent")
public record SourceSettings(@DefaultValue Map<String, URI> sources) {

    public SourceSettings {
        sources.forEach((service, uri) -> {
            if (!uri.isAbsolute()) {
                throw new IllegalArgumentException("consent.sources." + service + " must be an absolute URI: " + uri);
            }
        });
        sources = Map.copyOf(sources);
    }
}
