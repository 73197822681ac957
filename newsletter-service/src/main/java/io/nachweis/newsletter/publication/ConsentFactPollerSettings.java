package io.nachweis.newsletter.publication;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where consent-service is
 * @param patience how long it may take to answer
 */
@ConfigurationProperties("newsletter.desk")
record ConsentFactPollerSettings(
        URI url, @DefaultValue("1s") Duration patience) {}
