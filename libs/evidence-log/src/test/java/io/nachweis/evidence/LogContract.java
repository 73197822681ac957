package io.nachweis.evidence;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** One promise of the log. Whoever has a log extends the suites with its fixture and nothing else. */
abstract class LogContract {

    final LogUnderTest log;

    LogContract(LogUnderTest log) {
        this.log = log;
    }

    @AfterEach
    final void close() {
        log.close();
    }

    final void append(EventMessage<?>... events) {
        log.engine().appendEvents(events);
    }

    final void append(List<? extends EventMessage<?>> events) {
        log.engine().appendEvents(events);
    }

    /** Everything from the position on, as a processor sees it. */
    final List<? extends TrackedEventMessage<?>> from(long position) {
        return log.engine()
                .readEvents(position == 0 ? null : new GlobalSequenceTrackingToken(position - 1), false)
                .toList();
    }

    final List<Long> positions() {
        return from(0).stream().map(LogContract::position).toList();
    }

    static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    final List<String> idsFrom(long position) {
        return from(position).stream().map(EventMessage::getIdentifier).toList();
    }

    static List<String> ids(EventMessage<?>... events) {
        List<String> ids = new ArrayList<>();
        for (EventMessage<?> event : events) {
            ids.add(event.getIdentifier());
        }
        return ids;
    }

    static @Nullable Object payload(EventMessage<?> event) {
        return event.getPayload();
    }
}
