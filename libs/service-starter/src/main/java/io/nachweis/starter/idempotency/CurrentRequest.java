package io.nachweis.starter.idempotency;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Takes the name of a request along, from where it came in to the command and from there to its events: never further,
 * as what others do because of these events is not the request.
 */
final class CurrentRequest implements MessageDispatchInterceptor<CommandMessage<?>>, CorrelationDataProvider {

    /** By this the log knows the request of an entry. */
    static final String METADATA = "idempotencyKey";

    private static final ScopedValue<String> ID = ScopedValue.newInstance();

    static void run(String id, Runnable action) {
        ScopedValue.where(ID, id).run(action);
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> commands) {
        return (_, command) -> ID.isBound() ? command.andMetaData(Map.of(METADATA, ID.get())) : command;
    }

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        return message instanceof CommandMessage<?> command
                        && command.getMetaData().get(METADATA) instanceof String id
                ? Map.of(METADATA, id)
                : Map.of();
    }
}
