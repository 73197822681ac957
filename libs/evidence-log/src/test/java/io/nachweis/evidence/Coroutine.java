package io.nachweis.evidence;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while it is told to, until it hands back. Of all of them and whoever resumes them exactly one
 * runs at any time, so that what happens depends on nothing but the order in which they are resumed.
 */
final class Coroutine {

    /** What kills a process, seen from inside of it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    interface Body {
        void run(Coroutine self);
    }

    private final Semaphore itsTurn = new Semaphore(0);
    private final Semaphore ourTurn = new Semaphore(0);
    private final Body body;
    private boolean started;
    private boolean finished;
    private boolean killed;
    private @Nullable Throwable failure;

    Coroutine(Body body) {
        this.body = body;
    }

    /** Lets it go on until it hands back or ends. */
    void resume() {
        if (!started) {
            started = true;
            Thread.ofVirtual().start(this::run);
        }
        itsTurn.release();
        ourTurn.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException("A part of the simulation failed", failure);
        }
    }

    private void run() {
        itsTurn.acquireUninterruptibly();
        try {
            if (!killed) {
                body.run(this);
            }
        } catch (Killed _) {
            // As wanted.
        } catch (Throwable e) {
            failure = e;
        } finally {
            finished = true;
            ourTurn.release();
        }
    }

    /** Called from inside: lets the others go on. */
    void handBack() {
        dieIfKilled();
        ourTurn.release();
        itsTurn.acquireUninterruptibly();
        dieIfKilled();
    }

    void dieIfKilled() {
        if (killed) {
            throw new Killed();
        }
    }

    /** Ends it where it stands. */
    void kill() {
        killed = true;
        while (!finished) {
            resume();
        }
    }

    boolean isKilled() {
        return killed;
    }

    boolean isFinished() {
        return finished;
    }
}
