package io.nachweis.newsletter.audience;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Addresses left the house.
 *
 * @param client the application that asked, as its token names it; never a person
 * @param recipients how many addresses
 * @param until when they may be used
 */
@EntryType("audience.exported.v1")
public record AudienceExported(
        UUID export,
        String controller,
        String purpose,
        @Nullable String client,
        int recipients,
        Instant exportedAt,
        Instant until) {}
