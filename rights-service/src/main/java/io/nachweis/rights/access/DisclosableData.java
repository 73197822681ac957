package io.nachweis.rights.access;

import io.nachweis.lifecycle.PersonalData;
import io.nachweis.lifecycle.PersonalData.Row;
import io.nachweis.rights.access.DataSources.CollectedData;
import io.nachweis.rights.decision.Case;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The personal data that may be disclosed to who made a request. */
@Component
public class DisclosableData {

    private final DataSources sources;

    DisclosableData(DataSources sources) {
        this.sources = sources;
    }

    /**
     * @param parts of each service what may be told
     * @param isAnythingHeld besides the request itself
     * @param missing the services that could not say
     */
    public record Found(List<PersonalData> parts, boolean isAnythingHeld, Set<String> missing) {}

    public Found of(Case request) {
        CollectedData collected = sources.about(request.controller(), request.subject());
        String stream = request.id().toString();
        List<PersonalData> parts = request.isIdentified()
                ? collected.parts()
                : MailboxLookback.limit(collected.parts(), stream, askedAt(collected.parts(), stream, request));
        boolean isAnythingHeld = parts.stream()
                .flatMap(part -> part.data().stream())
                .anyMatch(row -> !row.stream().equals(stream));
        return new Found(parts, isAnythingHeld, collected.missing());
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
