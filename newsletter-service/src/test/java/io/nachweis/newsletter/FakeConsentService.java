package io.nachweis.newsletter;

import com.sun.net.httpserver.HttpServer;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What consent-service says of its log when it is asked directly, one entry at a time. */
final class FakeConsentService implements AutoCloseable {

    private final HttpServer server;
    private final List<PublishedFact> log = new ArrayList<>();
    private volatile boolean isAway;

    FakeConsentService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/facts", exchange -> {
            try (exchange) {
                String query = exchange.getRequestURI().getQuery();
                byte[] told = after(Integer.parseInt(query.substring(query.indexOf('=') + 1)));
                boolean refused = isAway || exchange.getRequestHeaders().getFirst("X-Nachweis-Service") == null;
                exchange.sendResponseHeaders(refused ? 503 : 200, told.length);
                exchange.getResponseBody().write(told);
            }
        });
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void records(SubjectId subject, Fact fact, Instant at) {
        log.add(PublishedFact.of(log.size() + ".0", "/consent", subject.value(), log.size(), at, fact));
    }

    void isAway(boolean away) {
        isAway = away;
    }

    private synchronized byte[] after(int position) {
        int next = Math.min(position + 1, log.size());
        int end = Math.min(next + 1, log.size());
        return new FactPage(end - 1, end < log.size(), log.subList(next, end)).toJson();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
