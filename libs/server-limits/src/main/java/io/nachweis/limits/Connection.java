package io.nachweis.limits;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection, seen from the side of who waits. Only a client that keeps the server waiting is cut off:
 *
 * <pre>
 * idle → arriving   with the first byte of a request
 * arriving → served when the whole request is there
 * served → idle     with the end of the answer
 * idle, arriving → cut
 * </pre>
 *
 * It begins arriving. To cut it off ends its input, as if the client had done so: whoever reads learns it at once, and an
 * answer can still be written.
 */
public final class Connection {

    /** Why a client was cut off. */
    public enum Cut {
        /** The request took too long to arrive. */
        LATE(HttpServletResponse.SC_REQUEST_TIMEOUT),
        /** Others needed the room, and no connection had kept the server waiting for longer. */
        CROWDED_OUT(HttpServletResponse.SC_SERVICE_UNAVAILABLE);

        private final int status;

        Cut(int status) {
            this.status = status;
        }

        /** What to say of a request that broke off by it. */
        public int status() {
            return status;
        }
    }

    private enum State {
        IDLE,
        ARRIVING,
        SERVED,
        CUT
    }

    static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private final @Nullable SocketChannel socket;
    private State state = State.ARRIVING;
    private boolean known;
    private long since = System.nanoTime();
    private long received;
    private @Nullable Cut cut;

    Connection(@Nullable SocketChannel socket) {
        this.socket = socket;
    }

    /** That of the request at hand; one that is never cut off where nobody watches. */
    public static Connection current() {
        return CURRENT.isBound() ? CURRENT.get() : new Connection(null);
    }

    /** Whoever has shown that they are one of the platform's parts is not cut off to make room for who has not. */
    public synchronized void isKnown() {
        known = true;
    }

    /** Some more bytes of the body are there. */
    public synchronized void received(int bytes) {
        received += bytes;
    }

    /** The whole request is there; false where the client was cut off before. */
    public synchronized boolean arrived() {
        return become(State.SERVED);
    }

    /** The answer is made: what comes now is not waited for any longer than a new request. */
    public synchronized void answered() {
        become(State.ARRIVING);
    }

    public synchronized Optional<Cut> cut() {
        return Optional.ofNullable(cut);
    }

    synchronized void begins() {
        if (state == State.IDLE) {
            become(State.ARRIVING);
        }
    }

    synchronized void rests() {
        become(State.IDLE);
    }

    private boolean become(State next) {
        if (state == State.CUT) {
            return false;
        }
        state = next;
        since = System.nanoTime();
        received = 0;
        return true;
    }

    /** For how long the server has been waiting for the client that makes way for others; 0 for one that does not. */
    synchronized long waitingNanos(long now) {
        return isWaiting() && !known ? Math.max(1, now - since) : 0;
    }

    private boolean isWaiting() {
        return state == State.IDLE || state == State.ARRIVING;
    }

    /** For how long the server has been holding what there is of a body; 0 when it holds none that it waits for. */
    synchronized long holdingNanos(long now) {
        return received > 0 ? waitingNanos(now) : 0;
    }

    /** Whether it was. */
    synchronized boolean cutIfLate(ArrivalLimits limits, long now) {
        return state == State.ARRIVING && limits.isLate(now - since, received) && cut(Cut.LATE);
    }

    /** Whether a request was cut short by it. */
    synchronized boolean cut(Cut why) {
        if (!isWaiting()) {
            return false;
        }
        boolean arriving = state == State.ARRIVING;
        state = State.CUT;
        cut = why;
        try {
            if (socket != null) {
                socket.shutdownInput();
            }
        } catch (IOException _) {
            // The client has gone by itself.
        }
        return arriving;
    }
}
