package io.nachweis.rights.desk;

import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.Kind;
import io.nachweis.rights.decision.Phase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Every request and when it is due, without anything that says whose it is. */
interface Queue {

    /** @param waitingFor the services that have not reported an erasure yet */
    record Line(
            UUID request,
            String controller,
            Kind kind,
            Intake channel,
            Phase phase,
            Instant receivedAt,
            LocalDate dueOn,
            Instant dueUntil,
            Set<String> waitingFor) {}

    void put(Line line);

    void in(UUID request, Phase phase);

    void due(UUID request, LocalDate on, Instant until);

    void waitFor(UUID request, List<String> services);

    void waitNoMoreFor(UUID request, String service);

    void clear();

    /** What somebody waits for, the most urgent first. */
    List<Line> open(String controller, int atMost);

    /** Everything, the latest first. */
    List<Line> all(String controller, int atMost);

    /** What nobody proved, and the time for it is over. */
    List<UUID> overdue(Intake channel, Phase phase, Instant now, int atMost);
}
