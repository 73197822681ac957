package io.nachweis.rights.desk;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RequestKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/**
 * {@code {_id: <request>, controller, kind, channel, phase, receipt, receivedAt, dueOn, dueUntil, waitingFor}}.
 */
@Component
class MongoRequestQueue implements RequestQueue {

    private static final List<String> OPEN = List.of(Phase.RECEIVED.name(), Phase.PROVEN.name(), Phase.ORDERED.name());
    private static final List<String> LAPSED = List.of(Phase.LAPSED.name());

    private final MongoCollection<Document> cases;

    MongoRequestQueue(MongoDatabase database) {
        cases = database.getCollection("cases");
        cases.createIndex(Indexes.ascending("controller", "phase", "dueUntil"));
    }

    @Override
    public void put(Line line) {
        cases.replaceOne(
                eq("_id", line.request().toString()),
                new Document("_id", line.request().toString())
                        .append("controller", line.controller())
                        .append("kind", line.kind().name())
                        .append("channel", line.channel().name())
                        .append("phase", line.phase().name())
                        .append("receipt", line.receipt())
                        .append("receivedAt", Date.from(line.receivedAt()))
                        .append("dueOn", line.dueOn().toString())
                        .append("dueUntil", Date.from(line.dueUntil()))
                        .append("waitingFor", List.copyOf(line.waitingFor())),
                new ReplaceOptions().upsert(true));
    }

    @Override
    public void in(UUID request, Phase phase) {
        update(request, Updates.set("phase", phase.name()));
    }

    @Override
    public void due(UUID request, LocalDate on, Instant until) {
        update(
                request,
                Updates.combine(Updates.set("dueOn", on.toString()), Updates.set("dueUntil", Date.from(until))));
    }

    @Override
    public void waitFor(UUID request, List<String> services) {
        update(request, Updates.set("waitingFor", services));
    }

    @Override
    public void waitNoMoreFor(UUID request, String service) {
        update(request, Updates.pull("waitingFor", service));
    }

    private void update(UUID request, Bson change) {
        cases.updateOne(eq("_id", request.toString()), change);
    }

    @Override
    public void remove(UUID request) {
        cases.deleteOne(eq("_id", request.toString()));
    }

    @Override
    public void clear() {
        cases.deleteMany(new Document());
    }

    @Override
    public List<Line> open(String controller, int atMost) {
        List<Line> open = inPhase(controller, OPEN, atMost);
        return Stream.concat(open.stream(), inPhase(controller, LAPSED, atMost).stream())
                .limit(atMost)
                .toList();
    }

    private List<Line> inPhase(String controller, List<String> phases, int atMost) {
        return find(
                and(eq("controller", controller), Filters.in("phase", phases)), Indexes.ascending("dueUntil"), atMost);
    }

    @Override
    public List<Line> all(String controller, int atMost) {
        return find(eq("controller", controller), Indexes.descending("receivedAt"), atMost);
    }

    private List<Line> find(Bson filter, Bson order, int atMost) {
        return cases.find(filter)
                .sort(order)
                .limit(atMost)
                .map(MongoRequestQueue::line)
                .into(new ArrayList<>());
    }

    private static Line line(Document found) {
        return new Line(
                UUID.fromString(found.getString("_id")),
                found.getString("controller"),
                RequestKind.valueOf(found.getString("kind")),
                Intake.valueOf(found.getString("channel")),
                Phase.valueOf(found.getString("phase")),
                found.getBoolean("receipt", true),
                found.getDate("receivedAt").toInstant(),
                LocalDate.parse(found.getString("dueOn")),
                found.getDate("dueUntil").toInstant(),
                new TreeSet<>(found.getList("waitingFor", String.class)));
    }
}
