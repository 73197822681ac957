package io.nachweis.consent.source;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask about a person, and whose facts the ledger has to have.
 *
 * @param sources the base address of every service that people give and withdraw consent at, by its name
 * @param others of every service that has entries about people besides
 */
@ConfigurationProperties("consent")
public record SourceSettings(
        @DefaultValue Map<String, URI> sources,
        @DefaultValue Map<String, URI> others) {

    public SourceSettings {
        mustBeAbsolute("sources", sources);
        mustBeAbsolute("others", others);
        sources = Map.copyOf(sources);
        others = Map.copyOf(others);
    }

    /** All of them. */
    public Map<String, URI> services() {
        var all = new HashMap<>(sources);
        all.putAll(others);
        return all;
    }

    private static void mustBeAbsolute(String setting, Map<String, URI> services) {
        services.forEach((service, uri) -> {
            if (!uri.isAbsolute()) {
                throw new IllegalArgumentException(
                        "consent." + setting + "." + service + " must be an absolute URI: " + uri);
            }
        });
    }
}
