package jnr.unixsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket over a channel, which has neither streams nor a read timeout of its own: a read that takes too long has its
 * channel closed.
 */
public final class UnixSocket extends Socket {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();

    /** One look at the deadline is due; there is never more than one, however many reads there are meanwhile. */
    private final AtomicBoolean watched = new AtomicBoolean();

    private volatile long timeout;

    /** Of the read that is under way. */
    private volatile long deadline = NEVER;

    private volatile boolean late;

    UnixSocket(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        if (!received.hasRemaining() && receive() < 0) {
            return -1;
        }
        int count = Math.min(length, received.remaining());
        received.get(bytes, offset, count);
        return count;
    }

    private int receive() throws IOException {
        received.clear();
        if (timeout > 0) {
            deadline = System.nanoTime() + timeout;
            watchFor(timeout);
        }
        try {
            return channel.read(received);
        } catch (AsynchronousCloseException e) {
            if (late) {
                throw new SocketTimeoutException("Read timed out");
            }
            throw e;
        } finally {
            deadline = NEVER;
            received.flip();
        }
    }

    private void watchFor(long nanos) {
        if (watched.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::watch);
        }
    }

    private void watch() {
        watched.set(false); // first, so that a read that begins now is watched
        long until = deadline;
        if (until == NEVER) {
            return;
        }
        long left = until - System.nanoTime();
        if (left > 0) {
            watchFor(left);
        } else {
            late = true;
            close();
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes, offset, length);
        int end = all.limit();
        while (all.position() < end) {
            all.limit(Math.min(end, all.position() + BUFFER_BYTES)); // the JDK keeps what it copies through
            channel.write(all);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return UnixSocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return UnixSocket.this.read(bytes, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                UnixSocket.this.write(bytes, offset, length);
            }
        };
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // there is nobody to whom it would matter
        }
    }
}
