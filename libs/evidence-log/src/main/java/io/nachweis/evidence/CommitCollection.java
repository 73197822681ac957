package io.nachweis.evidence;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.nachweis.event.SubjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one log. Written to a journaled majority and read from the primary at majority, so that nothing seen
 * here is ever taken back.
 */
final class CommitCollection {

    private static final String NAME = "log";

    /** A server that stands alone has nobody to ask, and needs nobody. */
    private static final int NOT_A_REPLICA_SET = 123;

    private static final Duration LONGEST_WAIT_FOR_A_MAJORITY = Duration.ofSeconds(1);

    /** What is told of a person at once. */
    private static final int SLICE_BYTES = 1024 * 1024;

    private static final int SLICE_COMMITS = 100;

    private final MongoCollection<Document> commits;

    CommitCollection(MongoDatabase database) {
        this.commits = database.getCollection(NAME)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    void ensureIndexes() {
        commits.createIndexes(CommitDocument.INDEXES);
    }

    Insertion insert(List<Document> documents) {
        return Insertion.attempt(() -> commits.insertMany(documents, new InsertManyOptions().ordered(true)));
    }

    /** Where the log ends now: nothing that was acknowledged before is behind it. */
    Head head() {
        Document last = surely(commits -> commits.find()
                .sort(CommitDocument.NEWEST_FIRST)
                .limit(1)
                .projection(CommitDocument.ONLY_ITS_END)
                .maxTime(LONGEST_WAIT_FOR_A_MAJORITY.toMillis(), TimeUnit.MILLISECONDS)
                .first());
        return last == null ? Head.OF_AN_EMPTY_LOG : CommitDocument.endOf(last);
    }

    /** Where the log ends as far as the server that answers knows: it may be behind, and what it tells stays true. */
    Head newest() {
        Document last = lastUpTo(Long.MAX_VALUE, commits);
        return last == null ? Head.OF_AN_EMPTY_LOG : CommitDocument.endOf(last);
    }

    /** Never answered by a primary that others have replaced, which is behind and does not know it. */
    private @Nullable Document surely(Function<MongoCollection<Document>, @Nullable Document> read) {
        try {
            return read.apply(commits.withReadConcern(ReadConcern.LINEARIZABLE));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() == NOT_A_REPLICA_SET) {
                return read.apply(commits);
            }
            throw e;
        }
    }

    /**
     * Entries from the position on, at least as many as wanted if there are so many: whole commits, so that the next
     * read begins where one begins.
     */
    List<StoredEntry> from(long position, int wanted) {
        List<StoredEntry> entries = new ArrayList<>();
        long next = position;
        try (MongoCursor<Document> cursor = read(commits.find(CommitDocument.from(position))
                .sort(CommitDocument.OLDEST_FIRST)
                .limit(wanted))) {
            while (entries.size() < wanted && cursor.hasNext()) {
                StoredCommit commit = CommitDocument.read(cursor.next());
                if (commit.first() != next) {
                    entries.addAll(middleOfCommit(next, commit.first()));
                }
                entries.addAll(commit.entries());
                next = commit.end().next();
            }
        }
        return entries.isEmpty() ? rest(position, OptionalLong.empty()) : entries;
    }

    /** The leaves of whole commits, from one that begins there on: of at least so many if there are so many. */
    void leaves(long first, int wanted, Consumer<byte[]> reader) {
        long next = first;
        try (MongoCursor<Document> cursor = commits.find(CommitDocument.from(first))
                .sort(CommitDocument.OLDEST_FIRST)
                .limit(wanted)
                .batchSize(wanted)
                .projection(CommitDocument.ONLY_LEAVES)
                .iterator()) {
            while (next - first < wanted && cursor.hasNext()) {
                Document commit = cursor.next();
                long position = commit.getLong("_id");
                if (position != next) {
                    throw new BrokenLog("Entries are missing from position " + next + " to " + (position - 1));
                }
                List<Binary> leaves = commit.getList("leaves", Binary.class);
                leaves.forEach(leaf -> reader.accept(leaf.getData()));
                next += leaves.size();
            }
        }
    }

    private List<StoredEntry> middleOfCommit(long position, long nextCommit) {
        return rest(position, OptionalLong.of(nextCommit));
    }

    /**
     * What follows in the commit that has the position; nothing if the position is the next to be taken.
     *
     * @param nextCommit where the next commit begins, if there is one
     */
    private List<StoredEntry> rest(long position, OptionalLong nextCommit) {
        Document last = lastUpTo(position, commits);
        if (isMissing(end(last), position, nextCommit)) {
            last = surely(commits -> lastUpTo(position, commits));
        }
        long end = end(last);
        if (isMissing(end, position, nextCommit)) {
            long first = nextCommit.isPresent() ? Math.max(end, position) : end;
            throw new BrokenLog(
                    "Entries are missing from position " + first + " to " + (nextCommit.orElse(position) - 1));
        }
        if (last == null || end <= position) {
            return List.of();
        }
        return whole(last.getLong("_id")).entries().stream()
                .filter(entry -> entry.position() >= position)
                .toList();
    }

    private StoredCommit whole(long first) {
        Document document = whole(first, commits);
        if (document == null) {
            document = surely(commits -> whole(first, commits));
        }
        if (document == null) {
            throw new BrokenLog("The commit at " + first + " is gone");
        }
        return CommitDocument.read(document);
    }

    private static @Nullable Document whole(long first, MongoCollection<Document> commits) {
        return commits.find(CommitDocument.at(first))
                .sort(CommitDocument.NEWEST_FIRST)
                .limit(1)
                .projection(CommitDocument.WITHOUT_KEYS)
                .maxTime(LONGEST_WAIT_FOR_A_MAJORITY.toMillis(), TimeUnit.MILLISECONDS)
                .first();
    }

    private static boolean isMissing(long end, long position, OptionalLong nextCommit) {
        return nextCommit.isPresent() ? end != nextCommit.getAsLong() : end < position;
    }

    /** Its end only: whoever waits for the next entry asks this all the time. */
    private static @Nullable Document lastUpTo(long position, MongoCollection<Document> commits) {
        return commits.find(CommitDocument.upTo(position))
                .sort(CommitDocument.NEWEST_FIRST)
                .limit(1)
                .projection(CommitDocument.ONLY_ITS_END)
                .maxTime(LONGEST_WAIT_FOR_A_MAJORITY.toMillis(), TimeUnit.MILLISECONDS)
                .first();
    }

    private static long end(@Nullable Document commit) {
        return commit == null ? 0 : CommitDocument.endOf(commit).next();
    }

    /** The entries of a stream, in its order. Streams are short: they are read whole. */
    List<StoredEntry> ofStream(String stream, long firstSequence) {
        List<StoredEntry> entries = new ArrayList<>();
        try (MongoCursor<Document> cursor = read(commits.find(CommitDocument.ofStream(stream, firstSequence)))) {
            while (cursor.hasNext()) {
                for (StoredEntry entry : CommitDocument.read(cursor.next()).entries()) {
                    if (stream.equals(entry.leaf().stream()) && sequence(entry) >= firstSequence) {
                        entries.add(entry);
                    }
                }
            }
        }
        entries.sort((a, b) -> Long.compare(sequence(a), sequence(b)));
        return entries;
    }

    private static long sequence(StoredEntry entry) {
        Long sequence = entry.leaf().sequence();
        return sequence == null ? -1 : sequence;
    }

    /** Entries about the person after that position: whole commits, so that the next slice begins where one begins. */
    Slice<StoredEntry> about(SubjectId subject, long after) {
        List<StoredEntry> entries = new ArrayList<>();
        int bytes = 0;
        try (MongoCursor<Document> cursor = read(commits.find(CommitDocument.about(subject, after))
                .sort(CommitDocument.OLDEST_FIRST)
                .batchSize(SLICE_COMMITS))) {
            while (cursor.hasNext()) {
                if (bytes >= SLICE_BYTES) {
                    return new Slice<>(entries, entries.getLast().position());
                }
                for (StoredEntry entry : CommitDocument.read(cursor.next()).entries()) {
                    if (entry.pseudonyms().stream().anyMatch(p -> p.subject().equals(subject))) {
                        entries.add(entry);
                        bytes += entry.bytes();
                    }
                }
            }
        }
        return new Slice<>(entries, null);
    }

    List<StoredCommit> withAnyOf(Collection<String> keys) {
        return commits.find(CommitDocument.withAnyOf(keys))
                .projection(CommitDocument.WITHOUT_KEYS)
                .map(CommitDocument::read)
                .into(new ArrayList<>());
    }

    /**
     * The position of the first entry recorded at that time or later; the end of the log if there is none. Times may
     * go back in the log, the latest time so far does not, so it can be searched by halving.
     */
    long firstRecordedSince(String time) {
        long low = 0;
        long high = head().next();
        while (low < high) {
            long middle = (low + high) >>> 1;
            Document commit = commits.find(CommitDocument.upTo(middle))
                    .sort(CommitDocument.NEWEST_FIRST)
                    .limit(1)
                    .projection(CommitDocument.ONLY_ITS_END)
                    .first();
            if (commit == null) {
                throw new BrokenLog("No commit has position " + middle);
            }
            Head end = CommitDocument.endOf(commit);
            if (end.latest().compareTo(time) >= 0) {
                high = commit.getLong("_id");
            } else {
                low = end.next();
            }
        }
        return from(low, 1).stream()
                .filter(entry -> entry.leaf().recordedAtText().compareTo(time) >= 0)
                .mapToLong(StoredEntry::position)
                .findFirst()
                .orElse(low);
    }

    /** How many entries have something sealed under one of the keys. */
    long countSealedUnder(Collection<String> keyIds) {
        long entries = 0;
        try (MongoCursor<Document> cursor = read(commits.find(CommitDocument.sealedUnder(keyIds)))) {
            while (cursor.hasNext()) {
                entries += CommitDocument.read(cursor.next()).entries().stream()
                        .filter(entry -> entry.sealed().stream().anyMatch(box -> keyIds.contains(box.keyId())))
                        .count();
            }
        }
        return entries;
    }

    /**
     * The ids of the keys that some commits use.
     *
     * @param next where the commit after them begins
     */
    record UsedKeys(Set<String> keyIds, long next) {}

    /** Of the commits from one that begins there on, some at a time; of none where the log ends there. */
    UsedKeys usedKeys(long first) {
        Set<String> keyIds = new HashSet<>();
        long next = first;
        try (MongoCursor<Document> cursor = commits.find(CommitDocument.from(first))
                .sort(CommitDocument.OLDEST_FIRST)
                .limit(SLICE_COMMITS)
                .projection(CommitDocument.ONLY_KEY_IDS)
                .iterator()) {
            while (cursor.hasNext()) {
                Document commit = cursor.next();
                CommitDocument.keyIds(commit).forEach(keyIds::add);
                next = CommitDocument.endOf(commit).next();
            }
        }
        return new UsedKeys(keyIds, next);
    }

    void pullWhatIsUnder(Collection<String> keyIds) {
        commits.updateMany(CommitDocument.sealedUnder(keyIds), CommitDocument.pullWhatIsUnder(keyIds));
    }

    private static MongoCursor<Document> read(FindIterable<Document> query) {
        return query.projection(CommitDocument.WITHOUT_KEYS).iterator();
    }
}
