package io.nachweis.evidence;

/** Passes when somebody waits, by as much as is waited for. */
final class SimulatedTime {

    private long now;

    long now() {
        return now;
    }

    void pass(long nanos) {
        now += nanos;
    }

    Ticker tickerOf(Coroutine process) {
        return new Ticker() {
            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void pause(long nanos) {
                pass(nanos);
                process.handBack();
            }
        };
    }
}
