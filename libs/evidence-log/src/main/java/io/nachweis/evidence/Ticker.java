package io.nachweis.evidence;

import java.util.concurrent.locks.LockSupport;

/** Time for those who wait. */
interface Ticker {

    Ticker REAL = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };

    long nanos();

    void pause(long nanos);
}
