package io.nachweis.consent.source;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose facts the ledger has to have.
 *
 * @param sources the name of every service that people give and withdraw consent at
 */
@ConfigurationProperties("consent")
record SourceSettings(@DefaultValue List<String> sources) {

    SourceSettings {
        sources = List.copyOf(sources);
    }
}
