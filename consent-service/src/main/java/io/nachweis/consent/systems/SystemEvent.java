package io.nachweis.consent.systems;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is on record about a system of the policy, or a measure, which is attested in the same way. Nothing is personal. */
public sealed interface SystemEvent {

    /** The stream, of this entry alone. */
    UUID entry();

    String controller();

    /** As the policy calls it. */
    String system();

    /** A policy registers it. From here on it is awaited that somebody attests. */
    @EntryType("system.registered.v1")
    record SystemRegistered(UUID entry, String controller, String system, Instant registeredAt)
            implements SystemEvent {}

    /**
     * The system deleted what the policy's rule ends, or people did what they have to do.
     *
     * @param ranAt when
     * @param through the last day of which nothing is left; null of a measure
     * @param deleted how much that was, where it is known
     * @param reference what the system's own records call it: a UUID, or a SHA-256
     * @param attestedBy the role that said so
     * @param client the application that said so, as its token names it; never a person
     */
    @EntryType("system.attested.v1")
    record SystemAttested(
            UUID entry,
            String controller,
            String system,
            Instant ranAt,
            @Nullable LocalDate through,
            @Nullable Long deleted,
            @Nullable String reference,
            String attestedBy,
            @Nullable String client,
            Instant recordedAt)
            implements SystemEvent {}
}
