package io.nachweis.lead.handover;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where newsletter-service is
 * @param patience how long it may take to answer
 */
@ConfigurationProperties("lead.hand-over")
record HandOverSettings(URI url, @DefaultValue("5s") Duration patience) {}
