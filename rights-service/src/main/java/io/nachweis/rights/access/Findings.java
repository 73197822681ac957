package io.nachweis.rights.access;

import io.nachweis.lifecycle.PersonalData;
import io.nachweis.lifecycle.PersonalData.Row;
import io.nachweis.rights.access.Holders.Holdings;
import io.nachweis.rights.decision.Case;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What may be told to who made a request. */
@Component
public class Findings {

    private final Holders holders;

    Findings(Holders holders) {
        this.holders = holders;
    }

    /**
     * @param parts of each service what may be told
     * @param isAnythingHeld besides the request itself
     * @param missing the services that could not say
     */
    public record Found(List<PersonalData> parts, boolean isAnythingHeld, Set<String> missing) {}

    public Found of(Case request) {
        Holdings held = holders.about(request.controller(), request.subject());
        String stream = request.id().toString();
        List<PersonalData> parts = request.isIdentified()
                ? held.parts()
                : Reach.limit(held.parts(), stream, askedAt(held.parts(), stream, request));
        boolean isAnythingHeld = parts.stream()
                .flatMap(part -> part.data().stream())
                .anyMatch(row -> !row.stream().equals(stream));
        return new Found(parts, isAnythingHeld, held.missing());
    }

    /** By the clock of the logs, which what is compared with it was recorded by. */
    private static Instant askedAt(List<PersonalData> parts, String stream, Case request) {
        return parts.stream()
                .flatMap(part -> part.data().stream())
                .filter(row -> row.stream().equals(stream))
                .map(Row::recordedAt)
                .min(Comparator.naturalOrder())
                .orElse(request.receivedAt());
    }
}
