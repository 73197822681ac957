package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Slice;
import io.nachweis.starter.OwnEntries;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** What this service holds about a person. */
public final class OwnPersonalData {

    private final String service;
    private final OwnEntries entries;
    private final Clock clock;

    OwnPersonalData(String service, OwnEntries entries, Clock clock) {
        this.service = service;
        this.entries = entries;
        this.clock = clock;
    }

    /** @param after {@link Slice#START}, or the {@code next} of the slice before */
    public PersonalData about(String controller, SubjectId subject, long after) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return PersonalData.of(service, subject, entries.about(controller, subject, true, after), now);
    }
}
