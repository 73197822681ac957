package io.nachweis.evidence;

import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What Axon asks of every storage engine, as it is. Subclasses say where; nothing is overridden but the set-up. */
abstract class AxonContract extends BatchingEventStorageEngineTest<EvidenceLogEngine, EvidenceLogEngine.Builder> {

    private final MongoLog log;

    AxonContract(MongoLog log) {
        this.log = log;
    }

    @BeforeEach
    void setUp() {
        setTestSubject(createEngine());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Override
    protected EvidenceLogEngine createEngine(UnaryOperator<EvidenceLogEngine.Builder> customization) {
        return customization.apply(log.builder()).build();
    }
}
