package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.contracts.PlatformProblem;
import java.util.ArrayList;
import java.util.List;
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
public final class ProjectionRebuild {

    private static final Logger log = LoggerFactory.getLogger(ProjectionRebuild.class);

    private final List<String> projections;
    private final MongoCollection<Document> ordered;
    private final ProcessorReset reset;

    ProjectionRebuild(List<String> projections, MongoDatabase database, ProcessorReset reset) {
        this.projections = projections;
        this.ordered = database.getCollection("rebuilds");
        this.reset = reset;
    }

    /** Returns when the projection is empty and on its way. */
    public synchronized void begin(String projection) {
        if (!projections.contains(projection) || !reset.isPossible(projection)) {
            throw PlatformProblem.NOT_FOUND.refusal();
        }
        ordered.replaceOne(eq("_id", projection), new Document("_id", projection), new ReplaceOptions().upsert(true));
        reset.toPosition(projection, 0);
        ordered.deleteOne(eq("_id", projection));
        log.info("{} is rebuilt from the log", projection);
    }

    @EventListener
    void goOnWithWhatWasCutShort(ApplicationReadyEvent ready) {
        ordered.find().map(order -> order.getString("_id")).into(new ArrayList<>()).stream()
                .filter(projections::contains)
                .forEach(this::begin);
    }
}
