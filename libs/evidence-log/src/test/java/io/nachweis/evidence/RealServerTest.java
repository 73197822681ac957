package io.nachweis.evidence;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every contract on a MongoDB server, when one is named. */
@EnabledIfEnvironmentVariable(named = MongoLog.REAL_SERVER, matches = ".+")
class RealServerTest {

    @Nested
    class Axon extends AxonContract {
        Axon() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class Positions extends PositionsContract {
        Positions() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class Streams extends StreamsContract {
        Streams() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class EntryBytes extends EntryBytesContract {
        EntryBytes() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class Subjects extends SubjectsContract {
        Subjects() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class Erasing extends ErasureContract {
        Erasing() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }

    @Nested
    class Tailing extends TailingContract {
        Tailing() {
            super(new MongoLog(MongoLog.realServer()));
        }
    }
}
