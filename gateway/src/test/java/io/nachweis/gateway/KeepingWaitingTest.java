package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Attackers keep the gateway waiting: they open connections from networks of their own, and send little, slowly, or all but
 * the last byte. They know the limits.
 */
@ModuleTest
class KeepingWaitingTest {

    private static final String HEAD = String.join(
            "\r\n",
            "POST /api/v1/idm/subscriptions HTTP/1.1",
            "Host: a",
            "Content-Type: application/json",
            "Content-Length: %d",
            "",
            "");

    private final List<Socket> open = new ArrayList<>();
    private final RunningGateway gateway = new RunningGateway(
            "--nachweis.gateway.head-timeout=1s",
            "--nachweis.gateway.request-timeout=3s",
            "--nachweis.gateway.connections-per-network=5",
            "--server.tomcat.max-connections=32");

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        gateway.close();
    }

    @Test
    void with_a_head_that_does_not_end_ends_the_connection() throws Exception {
        Socket attacker = connect("127.0.2.1");
        send(attacker, "GET /idm/confirm HTTP/1.1\r\nHost: a\r\nX-A: ");

        assertThat(drip(attacker)).isEmpty();
    }

    @Test
    void with_a_body_that_drips_is_refused_with_a_problem_and_the_connection_ended() throws Exception {
        Socket attacker = connect("127.0.2.1");
        send(attacker, HEAD.formatted(1000));

        assertThat(drip(attacker))
                .startsWith("HTTP/1.1 408")
                .contains("Connection: close", "https://nachweis.io/problems/request-timeout");
        assertThat(gateway.newsletter.timesAsked()).isZero();
    }

    @Test
    void does_not_count_while_it_is_the_gateway_that_takes_its_time() {
        gateway.newsletter.answers(exchange -> {
            Awaitility.await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            Backend.ok("late").to(exchange);
        });

        assertThat(gateway.post("/api/v1/idm/subscriptions", "application/json", "{}")
                        .body())
                .isEqualTo("late");
    }

    @Test
    void lets_a_network_have_only_so_many_connections_and_others_all_the_same() throws Exception {
        for (int i = 0; i < 5; i++) {
            connect("127.0.2.1");
        }
        assertThat(read(connect("127.0.2.1"))).isEmpty();

        Socket other = connect("127.0.2.2");
        send(other, "GET /idm/confirm HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(read(other)).startsWith("HTTP/1.1 200");

        for (Socket socket : open) {
            socket.close();
        }
        Awaitility.await().until(() -> isTaken("127.0.2.1"));
    }

    /** From as many networks as they like: no limit by network is met. */
    @Test
    void makes_way_for_who_comes_when_there_is_no_room_left() throws Exception {
        for (int i = 0; i < 200; i++) {
            send(connect("127.0.3." + (1 + i)), HEAD.formatted(1000) + "{");
        }
        assertThat(isTaken("127.0.2.1")).isTrue();
        assertThat(gateway.post("/api/v1/idm/subscriptions", "application/json", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    private boolean isTaken(String network) throws IOException {
        Socket client = connect(network);
        send(client, "GET /idm/confirm HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        return read(client).startsWith("HTTP/1.1 200");
    }

    private Socket connect(String network) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(network, 0));
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), gateway.at("/").build().uri().getPort()));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** A byte ten times a second until the gateway has had enough; what it says then. */
    private static String drip(Socket socket) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(15))
                .until(() -> {
                    send(socket, "x");
                    return socket.getInputStream().available() > 0 || hasEnded(socket);
                });
        return read(socket);
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    private static String read(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
