package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway: remembers what it was asked, answers what the test says. */
final class Backend implements AutoCloseable {

    record Asked(String method, String uri, Headers headers, String body) {}

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Deque<Asked> asked = new ConcurrentLinkedDeque<>();
    private volatile Answer answer = ok("hello");

    Backend() {
        this(null);
    }

    /** @param tls by which it speaks to whom it knows by it, if any */
    Backend(@Nullable SSLContext tls) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            server = tls == null ? HttpServer.create(address, 0) : HttpsServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (server instanceof HttpsServer secure && tls != null) {
            secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    var known = tls.getDefaultSSLParameters();
                    known.setNeedClientAuth(true);
                    parameters.setSSLParameters(known);
                }
            });
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    static Answer ok(String body) {
        return status(200, body);
    }

    static Answer status(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead || bytes.length == 0 ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    void answers(Answer next) {
        answer = next;
    }

    URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    /** The only request since the last time somebody looked. */
    Asked onlyAsked() {
        if (asked.size() != 1) {
            throw new AssertionError("Asked " + asked.size() + " times");
        }
        return asked.remove();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    int timesAsked() {
        int times = asked.size();
        asked.clear();
        return times;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
