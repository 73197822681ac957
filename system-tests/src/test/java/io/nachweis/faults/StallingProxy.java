package io.nachweis.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy that can stall: while it hangs, connections are taken and bytes too, and nothing ever comes back. It can also
 * be far away: then each answer takes a while longer.
 */
final class StallingProxy implements AutoCloseable {

    private final ServerSocket front;
    private final int behind;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition goesOn = lock.newCondition();
    private boolean hangs;
    private volatile long delay;

    private StallingProxy(ServerSocket front, int behind) {
        this.front = front;
        this.behind = behind;
    }

    static StallingProxy before(int port) {
        try {
            StallingProxy proxy = new StallingProxy(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), port);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return front.getLocalPort();
    }

    void hang() {
        lock.lock();
        try {
            hangs = true;
        } finally {
            lock.unlock();
        }
    }

    void delay(Duration answers) {
        delay = answers.toNanos();
    }

    void goOn() {
        lock.lock();
        try {
            hangs = false;
            goesOn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = front.accept();
                threads.execute(() -> connect(caller));
            }
        } catch (IOException closed) {
            // The story is over.
        }
    }

    private void connect(Socket caller) {
        try (caller;
                Socket server = new Socket()) {
            awaitPassage();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
            server.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            threads.execute(() -> pass(server, caller, true));
            pass(caller, server, false);
        } catch (IOException gone) {
            // One of them has hung up, so the other one is.
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitPassage();
                if (answers) {
                    pause();
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException gone) {
            // As above.
        }
    }

    private void pause() {
        long end = System.nanoTime() + delay;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void awaitPassage() throws IOException {
        lock.lock();
        try {
            while (hangs) {
                goesOn.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        goOn();
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
