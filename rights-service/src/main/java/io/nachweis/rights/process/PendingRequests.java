package io.nachweis.rights.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** The pending rights requests: those that have a step to go, and the services they wait for. */
public interface PendingRequests {

    /** A request whose turn it is, for whoever has claimed it. */
    record Turn(UUID request, Document claim) {}

    /**
     * It has a step to go, at once.
     *
     * @param since by the clock of the domain; all others here are of real time
     */
    void put(UUID request, Instant since, Instant now);

    /** This one, unless somebody else has it or it waits for its next try. */
    Optional<Turn> claim(UUID request, Instant now);

    /** The one whose turn it has been longest. */
    Optional<Turn> claim(Instant now);

    /** Still not done, and tried again later. */
    void retryLater(Turn turn, Instant now);

    /** These did not answer. */
    void note(UUID request, Set<String> services);

    void done(Turn turn);

    /** Whom each of these requests waits for. */
    Map<UUID, Set<String>> reasons();
}
