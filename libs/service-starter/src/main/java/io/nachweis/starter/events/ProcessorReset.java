package io.nachweis.starter.events;

import java.util.Arrays;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The reset of a streaming processor (replay) while the service runs. Its segments are taken from whichever process works on
 * them, and what comes in meanwhile is handled after what is replayed.
 */
public final class ProcessorReset {

    private final EventProcessingConfiguration processing;
    private final MongoTokens tokens;

    ProcessorReset(EventProcessingConfiguration processing, MongoTokens tokens) {
        this.processing = processing;
        this.tokens = tokens;
    }

    boolean isPossible(String processor) {
        return processing
                .eventProcessor(processor, PooledStreamingEventProcessor.class)
                .filter(PooledStreamingEventProcessor::supportsReset)
                .isPresent();
    }

    /**
     * Returns when the processor is on its way.
     *
     * @param position of the first entry that it handles again; nothing is left out where it is not so far yet
     */
    public synchronized void toPosition(String processor, long position) {
        var reset = processing
                .eventProcessor(processor, PooledStreamingEventProcessor.class)
                .orElseThrow();
        reset.shutDown();
        try {
            tokens.seize(processor);
            long first = Math.min(position, next(processor));
            if (first == 0) {
                reset.resetTokens();
            } else {
                reset.resetTokens(new GlobalSequenceTrackingToken(first - 1));
            }
            tokens.release(processor);
        } finally {
            reset.start();
        }
    }

    private long next(String processor) {
        return Arrays.stream(tokens.fetchSegments(processor))
                .mapToObj(segment -> tokens.fetchToken(processor, segment))
                .mapToLong(ProcessorReset::after)
                .min()
                .orElse(0);
    }

    private static long after(@Nullable TrackingToken token) {
        var lowest = WrappedToken.unwrapLowerBound(token);
        return lowest == null ? 0 : lowest.position().orElseThrow() + 1;
    }
}
