package io.nachweis.rights.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The pending rights requests: those that have a step to go, and the services they wait for. */
public interface PendingRequests {

    void put(UUID request, Instant since);

    /** Still not done: these did not answer. */
    void note(UUID request, Set<String> services);

    void remove(UUID request);

    List<UUID> all();

    /** Whom each of these requests waits for. */
    Map<UUID, Set<String>> reasons();
}
