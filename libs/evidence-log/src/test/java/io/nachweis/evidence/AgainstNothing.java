package io.nachweis.evidence;

/** Every suite of ours on a log that keeps nothing; run by {@link SuiteGuardTest} to see them fail. */
final class AgainstNothing {

    private AgainstNothing() {}

    static class Positions extends PositionsContract {
        Positions() {
            super(new NoLog());
        }
    }

    static class Streams extends StreamsContract {
        Streams() {
            super(new NoLog());
        }
    }

    static class EntryBytes extends EntryBytesContract {
        EntryBytes() {
            super(new NoLog());
        }
    }

    static class Subjects extends SubjectsContract {
        Subjects() {
            super(new NoLog());
        }
    }

    static class Erasing extends ErasureContract {
        Erasing() {
            super(new NoLog());
        }
    }

    static class Tailing extends TailingContract {
        Tailing() {
            super(new NoLog());
        }
    }
}
