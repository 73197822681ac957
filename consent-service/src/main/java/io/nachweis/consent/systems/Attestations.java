package io.nachweis.consent.systems;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import io.nachweis.consent.systems.SystemEvent.SystemAttested;
import io.nachweis.consent.systems.SystemEvent.SystemRegistered;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The latest run that was attested of each system: {@code {_id, controller, system, registeredAt?, last?, warnedOn?}}. Kept by a
 * projection, so it can be made anew; in whatever order that hears of runs.
 */
@Component
class Attestations {

    /** The components are those of {@link SystemAttested}. */
    record Attestation(
            Instant ranAt,
            @Nullable LocalDate through,
            @Nullable Long deleted,
            @Nullable String reference,
            String attestedBy) {}

    record RegisteredId(String controller, String system) {}

    /** Either is empty as long as nothing of the kind is on record. */
    record Known(Optional<Instant> registeredAt, Optional<Attestation> last) {

        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    private static final String CONTROLLER = "controller";
    private static final String SYSTEM = "system";
    private static final String REGISTERED_AT = "registeredAt";
    private static final String WARNED_ON = "warnedOn";
    private static final String LAST = "last";
    private static final String RAN_AT = "ranAt";
    private static final String LAST_RAN_AT = LAST + "." + RAN_AT;
    private static final String THROUGH = "through";
    private static final String DELETED = "deleted";
    private static final String REFERENCE = "reference";
    private static final String ATTESTED_BY = "attestedBy";

    private final MongoCollection<Document> systems;

    Attestations(MongoDatabase database) {
        systems = database.getCollection("systems");
    }

    /** By controller and system, those of which anything is on record. */
    Map<RegisteredId, Known> all() {
        Map<RegisteredId, Known> all = new HashMap<>();
        systems.find()
                .forEach(found -> all.put(
                        new RegisteredId(found.getString(CONTROLLER), found.getString(SYSTEM)),
                        new Known(
                                Optional.ofNullable(found.getDate(REGISTERED_AT))
                                        .map(Date::toInstant),
                                Optional.ofNullable(found.get(LAST, Document.class))
                                        .map(Attestations::read))));
        return all;
    }

    void put(SystemRegistered event) {
        add(event);
        systems.updateOne(byId(event), set(REGISTERED_AT, Date.from(event.registeredAt())));
    }

    /** An earlier run than the latest one moves nothing back. */
    void put(SystemAttested event) {
        add(event);
        Date ranAt = Date.from(event.ranAt());
        systems.updateOne(
                and(byId(event), or(exists(LAST, false), lte(LAST_RAN_AT, ranAt))),
                set(
                        LAST,
                        new Document(RAN_AT, ranAt)
                                .append(
                                        THROUGH,
                                        Optional.ofNullable(event.through())
                                                .map(LocalDate::toString)
                                                .orElse(null))
                                .append(DELETED, event.deleted())
                                .append(REFERENCE, event.reference())
                                .append(ATTESTED_BY, event.attestedBy())));
    }

    /** Whether nobody was warned about it on that day, or later; then somebody is now. */
    boolean warn(String controller, String system, LocalDate day) {
        return systems.updateOne(
                                and(
                                        byId(controller, system),
                                        or(exists(WARNED_ON, false), lt(WARNED_ON, day.toString()))),
                                set(WARNED_ON, day.toString()))
                        .getMatchedCount()
                == 1;
    }

    void clear() {
        systems.deleteMany(new Document());
    }

    private void add(SystemEvent event) {
        systems.updateOne(
                byId(event),
                combine(set(CONTROLLER, event.controller()), set(SYSTEM, event.system())),
                new UpdateOptions().upsert(true));
    }

    private static Bson byId(SystemEvent event) {
        return byId(event.controller(), event.system());
    }

    private static Bson byId(String controller, String system) {
        return eq("_id", controller + "/" + system);
    }

    private static Attestation read(Document last) {
        return new Attestation(
                last.getDate(RAN_AT).toInstant(),
                Optional.ofNullable(last.getString(THROUGH))
                        .map(LocalDate::parse)
                        .orElse(null),
                last.getLong(DELETED),
                last.getString(REFERENCE),
                last.getString(ATTESTED_BY));
    }
}
