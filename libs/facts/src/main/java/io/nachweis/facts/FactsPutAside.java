package io.nachweis.facts;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import java.time.Clock;
import java.time.Instant;

/** The dead letters of a service's {@link FactListener}s, as far as the rest of the service has to know of them. */
public final class FactsPutAside {

    private final MongoDatabase database;

    FactsPutAside(MongoDatabase database) {
        this.database = database;
    }

    /** Whether genuine facts of the topic about a person wait to be understood. */
    public boolean contains(String topic, SubjectId subject) {
        return new FactDeadLetters(database, topic, Clock.systemUTC()).contains(subject.value());
    }

    /** Forgets what waits about a person whose erasure was ordered then; what says that they are to be erased stays. */
    public void removeAbout(SubjectId subject, Instant orderedAt) {
        FactDeadLetters.removeAbout(database, subject.value(), orderedAt);
    }
}
