package io.nachweis.lead;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands where newsletter-service would, and remembers what it was handed. */
final class FakeNewsletter implements AutoCloseable {

    record HandedOver(String path, String key, boolean isSigned, JsonNode body) {}

    private final HttpServer server;
    private final List<HandedOver> taken = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;

    FakeNewsletter() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            taken.add(new HandedOver(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestHeaders().containsKey("X-Nachweis-Service"),
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes())));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on, whatever comes. */
    void answers(int status) {
        answer = status;
    }

    /** What it was handed about this address, answered or not. */
    List<HandedOver> about(String email) {
        return taken.stream()
                .filter(each -> each.body().path("email").asString("").equals(email))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
