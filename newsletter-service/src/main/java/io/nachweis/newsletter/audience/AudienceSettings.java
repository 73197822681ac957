package io.nachweis.newsletter.audience;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param usableFor how long an export may be used before it has to be fetched again */
@ConfigurationProperties("newsletter.audience")
record AudienceSettings(@DefaultValue("24h") Duration usableFor) {}
