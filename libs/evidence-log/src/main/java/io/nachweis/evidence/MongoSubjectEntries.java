package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A person's entries, found by the pseudonyms beside them. */
public final class MongoSubjectEntries implements SubjectEntries {

    private final CommitCollection commits;
    private final Disclosures disclosures;

    public MongoSubjectEntries(MongoDatabase database, Disclosures disclosures) {
        this.commits = new CommitCollection(database);
        this.disclosures = disclosures;
    }

    @Override
    public Slice<Entry> about(SubjectId subject, boolean withDisclosures, long after) {
        Slice<StoredEntry> stored = commits.about(subject, after);
        return new Slice<>(
                stored.items().stream()
                        .map(entry -> entry(entry, withDisclosures))
                        .toList(),
                stored.next());
    }

    private Entry entry(StoredEntry stored, boolean withDisclosures) {
        Leaf leaf = stored.leaf();
        ObjectNode data = leaf.data() instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("value", leaf.data());
        return new Entry(
                stored.position(),
                leaf.id(),
                leaf.type(),
                leaf.stream(),
                leaf.sequence(),
                leaf.recordedAt(),
                leaf.hash(),
                disclosures.open(data, leaf.categories(), withDisclosures ? stored.sealed() : List.of()),
                leaf.categories(),
                null);
    }
}
