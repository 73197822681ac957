package io.nachweis.evidence;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;

/** An empty log, the ways into it, and a look behind it. */
interface LogUnderTest extends AutoCloseable {

    EventStorageEngine engine();

    /** As another process has it. */
    EventStorageEngine anotherEngine();

    /** As a process has it that does not know our events. */
    EventStorageEngine strangersEngine();

    SubjectEntries subjectEntries();

    Erasure erasure();

    MemoryKeys keys();

    /** The commits as they are stored, oldest first. */
    List<Document> documents();

    /** Takes a commit away, as no one may. */
    void lose(long position);

    /** Leaves nothing on the server. */
    @Override
    void close();
}
