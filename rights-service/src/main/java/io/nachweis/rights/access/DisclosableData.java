package io.nachweis.rights.access;

import io.nachweis.lifecycle.PersonalData.Row;
import io.nachweis.rights.access.DataSources.CollectedData;
import io.nachweis.rights.decision.Case;
import io.nachweis.starter.client.CallFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
     * @param categories of what is in them
     * @param isAnythingHeld besides the request itself
     * @param missing the services that could not say, or not all of it; nothing is told then
     */
    public record Found(List<HeldData> parts, Set<String> categories, boolean isAnythingHeld, Set<String> missing) {

        static Found without(Set<String> missing) {
            return new Found(List.of(), Set.of(), false, missing);
        }
    }

    public Found of(Case request) {
        return of(request, () -> {});
    }

    /** @param onRow is run at each row that is looked at, which may be many */
    Found of(Case request, Runnable onRow) {
        CollectedData collected = sources.about(request.controller(), request.subject());
        if (!collected.missing().isEmpty()) {
            return Found.without(collected.missing());
        }
        var survey = new Survey(request);
        for (HeldData part : collected.parts()) {
            try {
                part.data().forEach(row -> {
                    survey.add(row);
                    onRow.run();
                });
            } catch (CallFailure _) {
                return Found.without(Set.of(part.service()));
            }
        }
        return survey.found(collected.parts());
    }

    /** What has to be known of all rows before the first may be told. */
    private static final class Survey {

        private final Case request;
        private final String stream;
        private final MailboxLookback lookback;
        private final Map<String, Instant> newestOfCategory = new HashMap<>();
        private Instant newestBesides = Instant.MIN;
        private Instant askedAt = Instant.MAX;

        Survey(Case request) {
            this.request = request;
            this.stream = request.id().toString();
            this.lookback = new MailboxLookback(stream);
        }

        void add(Row row) {
            Instant at = row.recordedAt();
            lookback.add(row);
            newestOfCategory.merge(row.category(), at, Survey::later);
            if (!row.stream().equals(stream)) {
                newestBesides = later(newestBesides, at);
            } else if (at.isBefore(askedAt)) {
                askedAt = at;
            }
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        Found found(List<HeldData> parts) {
            Instant start = request.isIdentified() ? Instant.EPOCH : lookback.start(askedAt());
            return new Found(
                    parts.stream()
                            .map(part -> part.only(row -> !row.recordedAt().isBefore(start)))
                            .toList(),
                    newestOfCategory.entrySet().stream()
                            .filter(each -> !each.getValue().isBefore(start))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()),
                    !newestBesides.isBefore(start),
                    Set.of());
        }

        /** By the clock of the logs, which what is compared with it was recorded by. */
        private Instant askedAt() {
            return askedAt.equals(Instant.MAX) ? request.receivedAt() : askedAt;
        }
    }
}
