package io.nachweis.starter.events;

import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Tries again within seconds what holds a processor up. Axon would wait twice as long after each failure, up to a minute, and
 * after a long outage everybody who waits for a fact or a mail would wait for that too.
 */
final class PromptRetry implements MessageHandlerInterceptor<EventMessage<?>> {

    private static final int SECONDS = 5;

    private final String name;
    private final Supplier<Optional<StreamingEventProcessor>> processor;
    private final ScheduledExecutorService threads;

    PromptRetry(String name, Supplier<Optional<StreamingEventProcessor>> processor, ScheduledExecutorService threads) {
        this.name = name;
        this.processor = processor;
        this.threads = threads;
    }

    @Override
    public Object handle(UnitOfWork<? extends EventMessage<?>> work, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (Exception e) {
            StalledProcessorLog.segment(work, name).ifPresent(this::tryAgainSoon);
            throw e;
        }
    }

    private void tryAgainSoon(int segment) {
        var _ = threads.schedule(() -> tryAgain(segment), SECONDS, TimeUnit.SECONDS);
    }

    /** Unless it has done so already. */
    private void tryAgain(int segment) {
        processor
                .get()
                .filter(waiting -> !waiting.processingStatus().containsKey(segment))
                .ifPresent(waiting -> waiting.releaseSegment(segment, 0, TimeUnit.MILLISECONDS));
    }
}
