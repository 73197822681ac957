package jnr.unixsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ReadingInTimeTest {

    private static final int MILLIS = 200;

    @TempDir
    private Path folder;

    private ServerSocketChannel server;
    private UnixSocket socket;
    private SocketChannel other;

    @BeforeEach
    void connect() throws IOException {
        Path path = folder.resolve("a.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        socket = UnixSocketChannel.open(new UnixSocketAddress(path.toString())).socket();
        other = server.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        socket.close();
        other.close();
        server.close();
    }

    private static void send(SocketChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    @Test
    void gives_up_on_a_server_that_hangs() {
        socket.setSoTimeout(MILLIS);
        long began = System.nanoTime();
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(MILLIS), Duration.ofSeconds(5));
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void gives_each_read_its_own_time() throws IOException {
        socket.setSoTimeout(MILLIS);
        long until = System.nanoTime() + Duration.ofMillis(3 * MILLIS).toNanos();
        while (System.nanoTime() < until) {
            send(other, new byte[] {-1});
            assertThat(socket.getInputStream().read()).isEqualTo(255);
        }
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void ends_when_it_is_closed() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return socket.getInputStream().read();
            } catch (AsynchronousCloseException e) {
                return -2;
            } catch (IOException e) {
                return -3;
            }
        });
        socket.close();
        assertThat(read.get()).isIn(-2, -3);
    }

    @Test
    void carries_any_number_of_bytes_both_ways() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(4).nextBytes(bytes);
        Thread echo = Thread.ofVirtual().start(() -> {
            try {
                ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
                while (buffer.hasRemaining()) {
                    other.read(buffer);
                }
                send(other, buffer.array());
                other.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        socket.getOutputStream().write(bytes);
        assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes);
        echo.join();
    }
}
