package io.nachweis.rights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A service that holds what it is told to hold. It can be away, slow, or talk nonsense. */
final class FakeService implements AutoCloseable {

    enum Mood {
        WELL,
        AWAY,
        GARBAGE,
        HALF,
        SLOW
    }

    private final String name;
    private final HttpServer server;
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    final List<String> withdrawn = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WELL;

    FakeService(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One more entry about a person. */
    void holds(String subject, String value, Instant recordedAt) {
        String row = """
                {"category": "consent-records", "type": "%s.said.v1", "stream": "s", "recordedAt": "%s",
                 "values": {"controller": "idm", "company": "%s"}}""".formatted(name, recordedAt, value);
        rows.merge(subject, row, (some, one) -> some + "," + one);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            if (mood == Mood.AWAY || exchange.getRequestHeaders().getFirst("X-Nachweis-Service") == null) {
                exchange.sendResponseHeaders(mood == Mood.AWAY ? 503 : 403, -1);
                return;
            }
            if (path[path.length - 1].equals("withdrawals")) {
                withdrawn.add(path[4]);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            say(exchange, body(path[4]));
        }
    }

    private String body(String subject) {
        String all = "{\"service\": \"%s\", \"asOf\": \"%s\", \"data\": [%s]}"
                .formatted(name, Instant.now(), rows.getOrDefault(subject, ""));
        return switch (mood) {
            case GARBAGE -> "{\"service\": \"%s\", \"asOf\": \"%s\", \"data\": [null]}".formatted(name, Instant.now());
            case HALF -> all.substring(0, all.length() / 2);
            default -> all;
        };
    }

    private void say(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (mood == Mood.SLOW) {
                LockSupport.parkNanos(100_000_000);
            }
            exchange.getResponseBody().write(bytes[i]);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
