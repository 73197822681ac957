package io.nachweis.starter.events;

import java.util.Map;
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
        var batch = work.root();
        Integer segment = batch.getResource("Processor[" + processor + "]/SegmentId");
        if (segment == null) {
            return chain.proceed(); // A dead letter is tried again, and holds up nobody.
        }
        if (failures.containsKey(segment)) {
            batch.afterCommit(_ -> resumed(segment));
        }
        try {
            return chain.proceed();
        } catch (Exception e) {
            stalled(segment, kindOf(e));
            throw e;
        }
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
