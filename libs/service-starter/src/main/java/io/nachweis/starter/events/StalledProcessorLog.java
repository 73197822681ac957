package io.nachweis.starter.events;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that a processor has stalled and by what kind of failure, and once that it has resumed. Axon would repeat
 * the failure with every attempt, and with its message, which can hold what a person typed.
 */
final class StalledProcessorLog implements MessageHandlerInterceptor<EventMessage<?>> {

    private static final Logger log = LoggerFactory.getLogger(StalledProcessorLog.class);

    private final String processor;
    private final Map<Integer, String> failures = new ConcurrentHashMap<>();

    StalledProcessorLog(String processor) {
        this.processor = processor;
    }

    @Override
    public Object handle(UnitOfWork<? extends EventMessage<?>> work, InterceptorChain chain) throws Exception {
        Optional<Integer> segment = segment(work, processor);
        segment.filter(failures::containsKey).ifPresent(stalled -> work.root().afterCommit(_ -> resumed(stalled)));
        try {
            return chain.proceed();
        } catch (Exception e) {
            segment.ifPresent(stalled -> stalled(stalled, kindOf(e)));
            throw e;
        }
    }

    /** Which one of a processor it is that works; empty where a dead letter is tried again, which holds up nobody. */
    static Optional<Integer> segment(UnitOfWork<?> work, String processor) {
        return Optional.ofNullable(work.root().getResource("Processor[" + processor + "]/SegmentId"));
    }

    private void stalled(int segment, String kind) {
        if (!kind.equals(failures.put(segment, kind))) {
            log.warn("{}/{} is held up and tries again until it succeeds: {}", processor, segment, kind);
        }
    }

    private void resumed(int segment) {
        if (failures.remove(segment) != null) {
            log.info("{}/{} goes on", processor, segment);
        }
    }

    private static String kindOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getName();
    }
}
