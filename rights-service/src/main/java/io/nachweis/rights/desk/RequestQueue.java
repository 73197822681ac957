package io.nachweis.rights.desk;

import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RequestKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The desk's queue of rights requests, each with its deadline and without anything that says whose it is. */
interface RequestQueue {

    /**
     * @param receipt whether a mail brought the link to prove the mailbox
     * @param waitingFor the services that have not reported an erasure yet
     */
    record Line(
            UUID request,
            String controller,
            RequestKind kind,
            Intake channel,
            Phase phase,
            boolean receipt,
            Instant receivedAt,
            LocalDate dueOn,
            Instant dueUntil,
            Set<String> waitingFor) {}

    void put(Line line);

    void in(UUID request, Phase phase);

    void due(UUID request, LocalDate on, Instant until);

    void waitFor(UUID request, List<String> services);

    void waitNoMoreFor(UUID request, String service);

    void remove(UUID request);

    void clear();

    /** What somebody waits for, the most urgent first, and what nobody proved and is still seen. */
    List<Line> open(String controller, int atMost);

    /** Everything, the latest first. */
    List<Line> all(String controller, int atMost);
}
