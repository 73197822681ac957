package io.nachweis.evidence;

import java.util.UUID;
import org.axonframework.common.IdentifierFactory;

/**
 * UUIDs of version 7 (RFC 9562 §5.7) for events and other messages: the newest come last in an index instead of anywhere.
 * They are no secrets; what must not be foretold or say when it was made is random.
 */
public final class TimeOrderedIds extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return at(System.currentTimeMillis()).toString();
    }

    static UUID at(long millis) {
        UUID random = UUID.randomUUID();
        return new UUID(
                (millis << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0FFF), random.getLeastSignificantBits());
    }
}
