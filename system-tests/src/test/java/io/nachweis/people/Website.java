package io.nachweis.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A website of one page at an origin of its own, and what the page's script tells it. */
public final class Website implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();

    /** @param policy the Content-Security-Policy of the page */
    public Website(String page, String policy) {
        this(page, policy, Map.of());
    }

    /** @param more what else it hands out, by its path */
    public Website(String page, String policy, Map<String, String> more) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            answer(exchange, page);
        });
        more.forEach((path, text) -> server.createContext(path, exchange -> answer(exchange, text)));
        server.createContext("/told", exchange -> {
            told.add(StoryHttpClient.JSON.readTree(exchange.getRequestBody().readAllBytes()));
            answer(exchange, "");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What the page's script says next by {@code tell(…)}. */
    public JsonNode next() throws InterruptedException {
        JsonNode next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("The page says nothing");
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
