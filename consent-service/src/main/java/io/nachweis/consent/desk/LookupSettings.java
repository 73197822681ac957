package io.nachweis.consent.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many addresses one client may look up.
 *
 * @param addresses at most
 * @param within in any one of the stretches of this length that time is cut into
 */
@ConfigurationProperties("consent.lookups")
record LookupSettings(
        @DefaultValue("5000") int addresses,
        @DefaultValue("1h") Duration within) {

    LookupSettings {
        if (addresses < 1 || within.toSeconds() < 1) {
            throw new IllegalArgumentException("consent.lookups must allow an address, in a second or more");
        }
    }
}
