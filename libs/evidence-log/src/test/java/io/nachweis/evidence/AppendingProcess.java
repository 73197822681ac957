package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** Appends to streams of its own and to one that every process wants, and says what was acknowledged. */
final class AppendingProcess {

    static final String MARK = "acknowledged ";

    record Acknowledged(String stream, long sequence, String event) {

        static Acknowledged read(String line) {
            String[] parts = line.substring(MARK.length()).split(" ", -1);
            return new Acknowledged(parts[0], Long.parseLong(parts[1]), parts[2]);
        }

        @Override
        public String toString() {
            return MARK + stream + " " + sequence + " " + event;
        }
    }

    private final EventStorageEngine engine;
    private final String name;
    private final Consumer<Acknowledged> witness;

    AppendingProcess(EventStorageEngine engine, String name, Consumer<Acknowledged> witness) {
        this.engine = engine;
        this.name = name;
        this.witness = witness;
    }

    void append(int thread, int commits) {
        String own = name + "-" + thread;
        for (int i = 0; i < commits; i++) {
            append(i % 8 == 0 ? "wanted-by-all" : own);
        }
    }

    /** As a command is: what the stream has, one more, and all again if somebody was faster. */
    private void append(String stream) {
        while (true) {
            long next =
                    engine.lastSequenceNumberFor(stream).map(last -> last + 1).orElse(0L);
            DomainEventMessage<?> event = inStream(stream, next);
            try {
                engine.appendEvents(event);
                witness.accept(new Acknowledged(stream, next, event.getIdentifier()));
                return;
            } catch (ConcurrencyException | AggregateStreamCreationException _) {
                // Somebody was faster.
            }
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (MongoClient client = MongoClients.create(arguments[0])) {
            AppendingProcess process = new AppendingProcess(
                    MongoLog.builder(client, arguments[1]).build(), arguments[2], AppendingProcess::say);
            int commits = Integer.parseInt(arguments[4]);
            AtOnce.run(Integer.parseInt(arguments[3]), thread -> process.append(thread, commits)).stream()
                    .findFirst()
                    .ifPresent(failure -> {
                        throw new IllegalStateException(failure);
                    });
        }
    }

    private static synchronized void say(Acknowledged acknowledged) {
        System.out.println(acknowledged);
    }
}
