package io.nachweis.evidence;

import org.junit.jupiter.api.Nested;

/** Every contract on the embedded server. */
class EmbeddedServerTest {

    @Nested
    class Axon extends AxonContract {
        Axon() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class Positions extends PositionsContract {
        Positions() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class Streams extends StreamsContract {
        Streams() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class EntryBytes extends EntryBytesContract {
        EntryBytes() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class Subjects extends SubjectsContract {
        Subjects() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class Erasing extends ErasureContract {
        Erasing() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }

    @Nested
    class Tailing extends TailingContract {
        Tailing() {
            super(new MongoLog(MongoLog.embeddedServer()));
        }
    }
}
