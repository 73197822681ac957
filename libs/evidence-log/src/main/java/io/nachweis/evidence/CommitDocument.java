package io.nachweis.evidence;

import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures.Pseudonym;
import io.nachweis.personal.Disclosures.Sealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** The layout of a commit in MongoDB, and every question asked of it. Written down in docs/format.md. */
final class CommitDocument {

    static final List<IndexModel> INDEXES = List.of(
            new IndexModel(ascending("keys"), new IndexOptions().unique(true)),
            new IndexModel(ascending("subjects.id", "_id")),
            new IndexModel(ascending("sealed.key")));

    static final Bson OLDEST_FIRST = new Document("_id", 1);
    static final Bson NEWEST_FIRST = new Document("_id", -1);

    /** Enough to know where a commit ends. */
    static final Bson ONLY_ITS_END = new Document("n", 1).append("latest", 1);

    /** Enough to know under which keys something is sealed in it. */
    static final Bson ONLY_KEY_IDS =
            new Document("n", 1).append("latest", 1).append("sealed.key", 1).append("subjects.key", 1);

    static final Bson ONLY_LEAVES = new Document("leaves", 1);

    /** Enough to read its entries. */
    static final Bson WITHOUT_KEYS = new Document("keys", 0);

    private CommitDocument() {}

    static Document at(Head head, Commit commit) {
        List<Binary> leaves = new ArrayList<>();
        List<Document> sealed = new ArrayList<>();
        List<Document> subjects = new ArrayList<>();
        for (NewEntry entry : commit.entries()) {
            int index = leaves.size();
            leaves.add(new Binary(entry.leaf().bytes()));
            entry.sealed()
                    .forEach(s -> sealed.add(
                            new Document("e", index).append("key", s.keyId()).append("box", s.box())));
            entry.pseudonyms()
                    .forEach(p -> subjects.add(new Document("e", index)
                            .append("id", p.subject().value())
                            .append("key", p.keyId())));
        }
        Document document = new Document("_id", head.next())
                .append("n", commit.size())
                .append("latest", head.after(commit).latest())
                .append("keys", commit.keys())
                .append("leaves", leaves);
        if (!sealed.isEmpty()) {
            document.append("sealed", sealed);
        }
        if (!subjects.isEmpty()) {
            document.append("subjects", subjects);
        }
        return document;
    }

    static StoredCommit read(Document document) {
        Head end = endOf(document);
        List<Binary> leaves = document.getList("leaves", Binary.class);
        long first = document.getLong("_id");
        if (first + leaves.size() != end.next()) {
            throw new BrokenLog("The commit at " + first + " does not have the entries it names");
        }
        List<List<Sealed>> sealed = perEntry(leaves.size());
        for (Document part : beside(document, "sealed")) {
            sealed.get(part.getInteger("e")).add(new Sealed(part.getString("key"), part.get("box", Binary.class)));
        }
        List<List<Pseudonym>> pseudonyms = perEntry(leaves.size());
        for (Document part : beside(document, "subjects")) {
            pseudonyms
                    .get(part.getInteger("e"))
                    .add(new Pseudonym(SubjectId.of(part.getString("id")), part.getString("key")));
        }
        List<StoredEntry> entries = new ArrayList<>();
        for (int e = 0; e < leaves.size(); e++) {
            entries.add(
                    new StoredEntry(first + e, Leaf.read(leaves.get(e).getData()), sealed.get(e), pseudonyms.get(e)));
        }
        return new StoredCommit(end, entries);
    }

    private static <T> List<List<T>> perEntry(int entries) {
        return Stream.<List<T>>generate(ArrayList::new).limit(entries).toList();
    }

    private static List<Document> beside(Document document, String member) {
        return document.getList(member, Document.class, List.of());
    }

    /** The ids of the keys under which something in it is sealed, or a person is named. */
    static Stream<String> keyIds(Document document) {
        return Stream.of("sealed", "subjects")
                .flatMap(member -> beside(document, member).stream())
                .map(part -> part.getString("key"));
    }

    static Head endOf(Document document) {
        return new Head(document.getLong("_id") + document.getInteger("n"), document.getString("latest"));
    }

    static Bson at(long position) {
        return new Document("_id", new Document("$gte", position).append("$lte", position));
    }

    static Bson from(long position) {
        return new Document("_id", new Document("$gte", position));
    }

    static Bson upTo(long position) {
        return new Document("_id", new Document("$lte", position));
    }

    /** One element between both ends, not one beyond each: the index has an entry per element. */
    static Bson ofStream(String stream, long firstSequence) {
        return new Document(
                "keys",
                new Document(
                        "$elemMatch",
                        new Document("$gte", EntryKeys.ofStream(stream, firstSequence))
                                .append("$lte", EntryKeys.lastOfStream(stream))));
    }

    static Bson withAnyOf(Collection<String> keys) {
        return new Document("keys", anyOf(keys));
    }

    private static Document anyOf(Collection<String> values) {
        return new Document("$in", List.copyOf(values));
    }

    static Bson about(SubjectId subject, long after) {
        return new Document("subjects.id", subject.value()).append("_id", new Document("$gt", after));
    }

    static Bson sealedUnder(Collection<String> keyIds) {
        return new Document("sealed.key", anyOf(keyIds));
    }

    static Bson pullWhatIsUnder(Collection<String> keyIds) {
        Document underKey = new Document("key", anyOf(keyIds));
        return new Document("$pull", new Document("sealed", underKey).append("subjects", underKey));
    }
}
