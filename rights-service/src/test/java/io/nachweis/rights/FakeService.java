package io.nachweis.rights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A service that holds what it is told to hold. It can be away, slow, or talk nonsense. */
final class FakeService implements AutoCloseable {

    enum Mood {
        WELL,
        AWAY,
        BROKEN,
        WITHOUT_SUCH_A_PATH,
        SENDING_AWAY,
        NO_JSON,
        GARBAGE,
        HALF,
        BREAKING_OFF,
        SLOW,
        ENDLESS,
        IN_ANOTHERS_PLACE,
        ABOUT_ANOTHER_PERSON,
        ABOUT_ANOTHER_CONTROLLER
    }

    private static final int MORE_THAN_ANYBODY_READS = 64 * 1024 * 1024;

    private static final int SLICE = 70;

    private final String name;
    private final HttpServer server;
    private final Map<String, String> rows = new ConcurrentHashMap<>();
    private final Map<String, Many> many = new ConcurrentHashMap<>();
    final List<String> withdrawn = new CopyOnWriteArrayList<>();
    final List<String> disowned = new CopyOnWriteArrayList<>();
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
        rows.merge(subject, row(subject, value, recordedAt), (some, one) -> some + "," + one);
    }

    private String row(String subject, String value, Instant recordedAt) {
        return """
                {"category": "consent-records", "type": "%s.said.v1", "stream": "s", "recordedAt": "%s",
                 "values": {"controller": "idm", "subject": "%s", "company": "%s"}}""".formatted(name, recordedAt, subject, value);
    }

    /** So many entries more about a person, which are told in slices. */
    void holdsMany(String subject, int entries, String value) {
        many.put(subject, new Many(entries, value));
    }

    private record Many(int entries, String value) {}

    private String slice(String subject, Many held, long after) {
        long end = Math.min(after + 1 + SLICE, held.entries());
        Instant lately = Instant.now().minus(Duration.ofDays(1));
        String data = LongStream.range(after + 1, end)
                .mapToObj(_ -> row(subject, held.value(), lately))
                .collect(Collectors.joining(","));
        return answer(name, data, end == held.entries() ? null : end - 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            int status = switch (mood) {
                case AWAY -> 503;
                case BROKEN -> 500;
                case WITHOUT_SUCH_A_PATH -> 404;
                default -> exchange.getRequestHeaders().containsKey("X-Nachweis-Service") ? 200 : 403;
            };
            if (status != 200) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            if (path[path.length - 1].equals("withdrawals")) {
                withdrawn.add(path[4]);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            if (path[path.length - 1].equals("disowned")) {
                disowned.add(path[4]);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (mood == Mood.ENDLESS) {
                goOnAndOn(exchange, path[4]);
            } else if (many.containsKey(path[4])) {
                String query = exchange.getRequestURI().getQuery();
                long after = Long.parseLong(query.substring("after=".length()));
                sayAtOnce(exchange, slice(path[4], many.get(path[4]), after));
            } else {
                say(exchange, body(path[4]));
            }
        }
    }

    private String body(String subject) {
        String all = answer(name, rows.getOrDefault(subject, ""));
        return switch (mood) {
            case NO_JSON -> "<html>canary</html>";
            case GARBAGE -> answer(name, "null");
            case HALF -> all.substring(0, all.length() / 2);
            case IN_ANOTHERS_PLACE -> answer("another", rows.getOrDefault(subject, ""));
            case ABOUT_ANOTHER_PERSON -> all.replace(subject, "1." + "E".repeat(43));
            case ABOUT_ANOTHER_CONTROLLER -> all.replace("\"idm\"", "\"another\"");
            default -> all;
        };
    }

    private static String answer(String service, String data) {
        return answer(service, data, null);
    }

    private static String answer(String service, String data, @Nullable Long next) {
        return "{\"service\": \"%s\", \"asOf\": \"%s\", \"data\": [%s], \"next\": %s}"
                .formatted(service, Instant.now(), data, next);
    }

    private static void sayAtOnce(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void say(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(mood == Mood.SENDING_AWAY ? 302 : 200, bytes.length);
        int said = mood == Mood.BREAKING_OFF ? bytes.length / 2 : bytes.length;
        for (int i = 0; i < said; i++) {
            if (mood == Mood.SLOW) {
                LockSupport.parkNanos(100_000_000);
            }
            exchange.getResponseBody().write(bytes[i]);
        }
    }

    private void goOnAndOn(HttpExchange exchange, String subject) throws IOException {
        byte[] row = (rows.getOrDefault(subject, "{}") + ",").getBytes(UTF_8);
        exchange.sendResponseHeaders(200, 0);
        for (int said = 0; said < MORE_THAN_ANYBODY_READS; said += row.length) {
            exchange.getResponseBody().write(row);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
