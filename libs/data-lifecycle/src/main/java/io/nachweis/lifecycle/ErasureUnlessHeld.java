package io.nachweis.lifecycle;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lifecycle.HoldsInForce.Held;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * An erasure that a legal hold puts off, whoever begins it and why: it begins when no hold stands in its way any more, which
 * {@link ReleasedErasures} sees to. What is put off is kept by the ids of its keys, {@code {_id: <key>}}, which say nothing
 * about the person.
 */
class ErasureUnlessHeld implements Erasure {

    private final Erasure erasure;
    private final SubjectKeys keys;
    private final HoldsInForce holds;
    private final MongoCollection<Document> putOff;

    ErasureUnlessHeld(Erasure erasure, SubjectKeys keys, HoldsInForce holds, MongoDatabase database) {
        this.erasure = erasure;
        this.keys = keys;
        this.holds = holds;
        this.putOff = database.getCollection("put-off");
    }

    @Override
    public void begin(Collection<KeyScope> scopes) {
        Map<SubjectId, Held> known = new HashMap<>();
        Map<Boolean, List<KeyScope>> byHeld = scopes.stream()
                .collect(Collectors.partitioningBy(scope ->
                        known.computeIfAbsent(scope.subject(), holds::of).includes(scope)));
        List<KeyScope> free = byHeld.getOrDefault(false, List.of());
        if (!free.isEmpty()) {
            erasure.begin(free);
        }
        byHeld.getOrDefault(true, List.of()).forEach(this::putOff);
    }

    private void putOff(KeyScope scope) {
        keys.idsOf(scope)
                .forEach(id ->
                        putOff.replaceOne(eq("_id", id), new Document("_id", id), new ReplaceOptions().upsert(true)));
        // Released meanwhile, by who did not see it here yet.
        if (!holds.of(scope.subject()).includes(scope)) {
            erasure.begin(scope);
        }
    }

    /** The keys of which the erasure was put off. */
    List<String> putOffAmong(Collection<String> ids) {
        return putOff.find(in("_id", ids)).map(found -> found.getString("_id")).into(new ArrayList<>());
    }

    void goOn(KeyScope scope) {
        erasure.begin(scope);
    }

    void isPutOffNoMore(Collection<String> ids) {
        putOff.deleteMany(in("_id", ids));
    }

    @Override
    public boolean hasBegun() {
        return erasure.hasBegun();
    }

    @Override
    public ErasureResult complete() {
        return erasure.complete();
    }

    /** What nobody adds anything to any more is no case yet, but a copy of what came in. */
    @Override
    public void eraseFinal(Collection<KeyScope> scopes) {
        erasure.eraseFinal(scopes);
    }
}
