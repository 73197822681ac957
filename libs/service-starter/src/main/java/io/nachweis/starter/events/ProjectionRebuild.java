package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.contracts.PlatformProblem;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Rebuilds a projection: has it forget everything and replays the whole log to it, while the service runs and new
 * events come in. The order is on record until the projection is on its way, so that one cut short is begun again at
 * the next start.
 */
class ProjectionRebuild {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final List<String> projections;
    private final MongoCollection<Document> ordered;
    private final EventProcessingConfiguration processing;
    private final MongoTokens tokens;

    ProjectionRebuild(
            List<String> projections,
            MongoDatabase database,
            EventProcessingConfiguration processing,
            MongoTokens tokens) {
        this.projections = projections;
        this.ordered = database.getCollection("rebuilds");
        this.processing = processing;
        this.tokens = tokens;
    }

    /** Returns when the projection is empty and on its way. */
    synchronized void begin(String projection) {
        var processor = processing
                .eventProcessor(projection, PooledStreamingEventProcessor.class)
                .filter(found -> projections.contains(projection) && found.supportsReset())
                .orElseThrow(PlatformProblem.NOT_FOUND::refusal);
        ordered.replaceOne(eq("_id", projection), new Document("_id", projection), new ReplaceOptions().upsert(true));
        processor.shutDown();
        try {
            tokens.seize(projection);
            processor.resetTokens();
            ordered.deleteOne(eq("_id", projection));
            log.info("{} is rebuilt from the log", projection);
        } finally {
            processor.start();
        }
    }

    @EventListener
    void goOnWithWhatWasCutShort(ApplicationReadyEvent ready) {
        ordered.find().map(order -> order.getString("_id")).into(new ArrayList<>()).stream()
                .filter(projections::contains)
                .forEach(this::begin);
    }
}
