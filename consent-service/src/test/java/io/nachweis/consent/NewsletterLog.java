package io.nachweis.consent;

import com.sun.net.httpserver.HttpExchange;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The log of a newsletter service that answers, fails or hangs as it is told. */
final class NewsletterLog {

    enum Mood {
        ANSWERS,
        FAILS,
        HANGS,
        TALKS_NONSENSE
    }

    private static final String OF = "/internal/facts/of/";

    private final List<PublishedFact> said = new CopyOnWriteArrayList<>();
    private final AtomicInteger askedAboutPeople = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Mood mood = Mood.ANSWERS;

    /** Puts a fact into the log, and gives it as Kafka would bring it. */
    synchronized ReceivedFact says(SubjectId person, Fact fact) {
        long position = said.size();
        String id = "fact-" + position + ".0";
        said.add(PublishedFact.of(id, "/newsletter", person.value(), position, Instant.EPOCH, fact));
        return new ReceivedFact(id, "/newsletter", position, person, fact);
    }

    void is(Mood mood) {
        this.mood = mood;
    }

    /** The position of the last fact, -1 when there is none. */
    long last() {
        return said.size() - 1L;
    }

    /** How often it was asked about single people. */
    int askedAboutPeople() {
        return askedAboutPeople.get();
    }

    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(OF)) {
            askedAboutPeople.incrementAndGet();
        }
        switch (mood) {
            case ANSWERS ->
                RunningConsent.answer(
                        exchange,
                        200,
                        told(path, exchange.getRequestURI().getQuery()).toJson());
            case FAILS -> RunningConsent.answer(exchange, 503, new byte[] {'{', '}'});
            case TALKS_NONSENSE -> RunningConsent.answer(exchange, 200, new byte[] {'{', '}'});
            case HANGS -> hang(exchange);
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        try (exchange) {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private FactPage told(String path, @Nullable String query) {
        List<PublishedFact> all = List.copyOf(said);
        long upTo = all.size() - 1L;
        if (path.startsWith(OF)) {
            String person = path.substring(OF.length());
            return new FactPage(
                    upTo,
                    false,
                    all.stream().filter(fact -> fact.subject().equals(person)).toList());
        }
        long after = query == null ? -1 : Long.parseLong(query.replaceFirst("after=", ""));
        return new FactPage(
                upTo,
                false,
                all.stream().filter(fact -> fact.sequence() > after).toList());
    }

    void end() {
        over.countDown();
    }
}
