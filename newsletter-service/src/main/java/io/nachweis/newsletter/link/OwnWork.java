package io.nachweis.newsletter.link;

import io.nachweis.newsletter.decision.Answer;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * Sends commands from within an event handler. On its thread Axon would hold their events back until the whole batch is
 * done; here each is durable before the handler goes on.
 */
@Component
public class OwnWork implements AutoCloseable {

    private final CommandGateway commands;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OwnWork(CommandGateway commands) {
        this.commands = commands;
    }

    public Answer send(SubscriptionCommand command) {
        try {
            return CompletableFuture.supplyAsync(() -> commands.<Answer>sendAndWait(command), threads)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
