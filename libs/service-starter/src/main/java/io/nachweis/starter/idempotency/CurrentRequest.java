package io.nachweis.starter.idempotency;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final ScopedValue<Asking> ASKING = ScopedValue.newInstance();

    private record Asking(String id, AtomicBoolean sentCommand) {}

    /** Says whether a command was sent on the way. */
    static boolean run(String id, Runnable action) {
        var asking = new Asking(id, new AtomicBoolean());
        ScopedValue.where(ASKING, asking).run(action);
        return asking.sentCommand().get();
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
            List<? extends CommandMessage<?>> commands) {
        return (_, command) -> {
            if (!ASKING.isBound()) {
                return command;
            }
            Asking asking = ASKING.get();
            asking.sentCommand().set(true);
            return command.andMetaData(Map.of(METADATA, asking.id()));
        };
    }

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        return message instanceof CommandMessage<?> command
                        && command.getMetaData().get(METADATA) instanceof String id
                ? Map.of(METADATA, id)
                : Map.of();
    }
}
