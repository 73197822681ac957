package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toSet;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * How far each segment of each processor has come, as plain numbers:
 * {@code {_id: "<processor>/<segment>", processor, segment, position?, resetAt?, owner?, claimedAt}}. A claim that its
 * owner does not renew can be taken over.
 *
 * <p>While a claim is certain to be in force nobody else can begin at the segment, so its position need not be written at
 * once: those of all processors that moved on within {@link #TOGETHER} are written in one round trip, and all claims are
 * renewed in one. Whoever dies in between lets its successor handle again what it handled in that time.
 */
final class MongoTokens implements TokenStore, SegmentClaims, ProcessorPositions {

    static final Duration CLAIM = Duration.ofSeconds(10);

    /** How long positions gather. */
    static final Duration TOGETHER = Duration.ofMillis(100);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** How long others may miss that a segment has become free. */
    private static final Duration SNAPSHOT = Duration.ofMillis(900);

    private static final String OWNER = "owner";
    private static final String CLAIMED_AT = "claimedAt";

    /**
     * A claim of this process.
     *
     * @param since when it was last written down that it is ours
     * @param usedAt when its processor was last at work
     */
    private record Claim(long since, long usedAt) {

        /** For certain; after two thirds of its life that is asked for. */
        boolean isInForce(long now) {
            return now - since < CLAIM.toMillis() * 2 / 3;
        }

        boolean isUsed(long now) {
            return now - usedAt < CLAIM.toMillis();
        }
    }

    private record Snapshot(long at, List<Document> tokens) {

        List<Document> of(String processor) {
            return tokens.stream()
                    .filter(token -> token.getString("processor").equals(processor))
                    .toList();
        }
    }

    private static final Snapshot NONE = new Snapshot(Long.MIN_VALUE / 2, List.of());

    private final MongoCollection<Document> tokens;
    private final String node;
    private final Clock clock;
    private final ScheduledExecutorService threads;
    private final Map<String, Claim> claims = new ConcurrentHashMap<>();
    private final Map<String, TrackingToken> moved = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** One at a time writes, so that a position is never overtaken by an earlier one. */
    private final Lock writing = new ReentrantLock();

    private final Lock looking = new ReentrantLock();
    private volatile Snapshot snapshot = NONE;

    /** @param clock of real time, which claims are measured in */
    MongoTokens(MongoDatabase database, String node, Clock clock, ScheduledExecutorService threads) {
        this.tokens = database.getCollection("tokens");
        this.node = node;
        this.clock = clock;
        this.threads = threads;
        tokens.createIndex(Indexes.ascending("processor"));
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        if (fetchSegments(processor).length > 0) {
            throw new UnableToClaimTokenException(processor + " has segments already");
        }
        for (int segment = 0; segment < segments; segment++) {
            initializeSegment(initial, processor, segment);
        }
    }

    @Override
    public void initializeTokenSegments(String processor, int segments) {
        initializeTokenSegments(processor, segments, null);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        snapshot = NONE;
        try {
            tokens.insertOne(new Document("_id", id(processor, segment))
                    .append("processor", processor)
                    .append("segment", segment)
                    .append(StoredPosition.POSITION, StoredPosition.of(token))
                    .append(StoredPosition.RESET_AT, StoredPosition.resetOf(token))
                    .append(OWNER, null)
                    .append(CLAIMED_AT, 0L));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            throw new UnableToInitializeTokenException(id(processor, segment) + " exists already");
        }
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        var id = id(processor, segment);
        if (token instanceof GlobalSequenceTrackingToken && inForce(id) != null) {
            moved.put(id, token);
            writeSoon(TOGETHER);
        } else {
            writePositions();
            updateOwn(id, StoredPosition.update(token));
        }
    }

    /** The claim while it is certain that nobody else has the segment. */
    private @Nullable Claim inForce(String id) {
        long now = clock.millis();
        var claim = claims.computeIfPresent(id, (_, known) -> new Claim(known.since(), now));
        return claim != null && claim.isInForce(now) ? claim : null;
    }

    private void writeSoon(Duration pause) {
        if (scheduled.compareAndSet(false, true)) {
            var _ = threads.schedule(this::writeScheduled, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void writeScheduled() {
        scheduled.set(false);
        try {
            writePositions();
        } catch (MongoException _) {
            writeSoon(AFTER_FAILURE);
        }
    }

    /** Whatever has moved on and is not written yet. */
    private void writePositions() {
        writing.lock();
        try {
            var together = Map.copyOf(moved);
            if (together.isEmpty()) {
                return;
            }
            long now = clock.millis();
            List<UpdateOneModel<Document>> updates = together.entrySet().stream()
                    .map(each -> new UpdateOneModel<Document>(
                            own(each.getKey()), combine(StoredPosition.update(each.getValue()), set(CLAIMED_AT, now))))
                    .toList();
            var written = tokens.bulkWrite(updates, new BulkWriteOptions().ordered(false));
            together.forEach((id, token) -> moved.remove(id, token));
            renewed(together.keySet(), now, written.getMatchedCount());
        } finally {
            writing.unlock();
        }
    }

    /** Where others have taken some, the claims that are left are read. */
    private void renewed(Collection<String> ids, long now, long matched) {
        if (matched < ids.size()) {
            Set<String> left = tokens.find(eq(OWNER, node))
                    .map(token -> token.getString("_id"))
                    .into(new HashSet<>());
            claims.keySet().retainAll(left);
        }
        ids.forEach(id -> claims.computeIfPresent(id, (_, known) -> new Claim(now, known.usedAt())));
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        var id = id(processor, segment);
        writePositions();
        var found = tokens.find(eq("_id", id)).first();
        if (found == null) {
            throw new UnableToClaimTokenException(id + " does not exist");
        }
        if (!isFree(found)) {
            throw new UnableToClaimTokenException(id + " is claimed by " + found.getString(OWNER));
        }
        long now = clock.millis();
        long claimed = tokens.updateOne(
                        and(
                                eq("_id", id),
                                eq(OWNER, found.getString(OWNER)),
                                eq(CLAIMED_AT, found.getLong(CLAIMED_AT))),
                        combine(set(OWNER, node), set(CLAIMED_AT, now)))
                .getMatchedCount();
        if (claimed == 0) {
            throw new UnableToClaimTokenException(id + " was claimed by another process at this moment");
        }
        claims.put(id, new Claim(now, now));
        return StoredPosition.tokenIn(found);
    }

    /** Of all segments at once whose processors are at work, by the first that needs it. */
    @Override
    public void extendClaim(String processor, int segment) {
        var id = id(processor, segment);
        var claim = inForce(id);
        if (claim == null) {
            confirm(processor, segment);
        } else if (isToBeRenewed(claim)) {
            renewAll(id);
        }
    }

    private boolean isToBeRenewed(Claim claim) {
        return clock.millis() - claim.since() > CLAIM.toMillis() / 4;
    }

    /** Many find at the same time that it is due. */
    private void renewAll(String id) {
        writing.lock();
        try {
            var claim = claims.get(id);
            if (claim != null && isToBeRenewed(claim)) {
                renewUsed();
            }
        } finally {
            writing.unlock();
        }
    }

    private void renewUsed() {
        long now = clock.millis();
        Set<String> used = claims.entrySet().stream()
                .filter(claim -> claim.getValue().isUsed(now))
                .map(Map.Entry::getKey)
                .collect(toSet());
        var renewed = tokens.updateMany(and(in("_id", used), eq(OWNER, node)), set(CLAIMED_AT, now));
        renewed(used, now, renewed.getMatchedCount());
    }

    /** What has moved on and is not written yet is not counted: whoever took over now would begin before it. */
    @Override
    public long handled(String processor) {
        return all(processor).stream()
                .mapToLong(token -> requireNonNullElse(token.getLong(StoredPosition.POSITION), -1L))
                .min()
                .orElse(-1);
    }

    @Override
    public void confirm(String processor, int segment) {
        writePositions();
        updateOwn(id(processor, segment), combine());
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        var id = id(processor, segment);
        claims.remove(id);
        writePositions();
        tokens.updateOne(own(id), set(OWNER, null));
    }

    /** Lets go of every segment that is claimed here. */
    void release(String processor) {
        for (int segment : fetchSegments(processor)) {
            releaseClaim(processor, segment);
        }
    }

    /** Takes every segment, from whoever has it: their next position is refused, and they give up. */
    void seize(String processor) {
        writePositions();
        tokens.updateMany(eq("processor", processor), combine(set(OWNER, node), set(CLAIMED_AT, clock.millis())));
    }

    @Override
    public void deleteToken(String processor, int segment) {
        var id = id(processor, segment);
        claims.remove(id);
        writePositions();
        snapshot = NONE;
        if (tokens.deleteOne(own(id)).getDeletedCount() == 0) {
            throw new UnableToClaimTokenException(id + " is not ours to delete");
        }
    }

    @Override
    public int[] fetchSegments(String processor) {
        return all(processor).stream()
                .mapToInt(token -> token.getInteger("segment"))
                .sorted()
                .toArray();
    }

    /**
     * Each processor looks every second. While others have some segments, one question is enough for all processors; while
     * one has all of its own, nobody else can free one, so that it is asked seldom whether that is still all of them.
     */
    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        if (keepsAll(processor) || hasAll(processor)) {
            return List.of();
        }
        // Never from the snapshot: a part of the segments taken for all of them is a segment that handles everything.
        var all = all(processor);
        int[] segments = all.stream()
                .mapToInt(token -> token.getInteger("segment"))
                .sorted()
                .toArray();
        return all.stream()
                .filter(this::isFree)
                .map(token -> Segment.computeSegment(token.getInteger("segment"), segments))
                .toList();
    }

    /** Every segment that was there when it was last looked is certain to be ours still. */
    private boolean keepsAll(String processor) {
        long now = clock.millis();
        var last = snapshot;
        var known = last.of(processor);
        return now - last.at() < CLAIM.toMillis()
                && !known.isEmpty()
                && known.stream()
                        .map(token -> claims.get(token.getString("_id")))
                        .allMatch(claim -> claim != null && claim.isInForce(now) && claim.isUsed(now));
    }

    private boolean hasAll(String processor) {
        var known = snapshot().of(processor);
        return !known.isEmpty() && known.stream().noneMatch(token -> isFree(token) && !isClaimedHere(token));
    }

    private boolean isClaimedHere(Document token) {
        var claim = claims.get(token.getString("_id"));
        return node.equals(token.getString(OWNER)) && claim != null && claim.isUsed(clock.millis());
    }

    /** All of them wake at the same time, and the first one asks. */
    private Snapshot snapshot() {
        looking.lock();
        try {
            if (clock.millis() - snapshot.at() > SNAPSHOT.toMillis()) {
                snapshot = new Snapshot(clock.millis(), tokens.find().into(new ArrayList<>()));
            }
            return snapshot;
        } finally {
            looking.unlock();
        }
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of(tokens.getNamespace().getFullName());
    }

    private List<Document> all(String processor) {
        return tokens.find(eq("processor", processor)).into(new ArrayList<>());
    }

    /** Changes it, and renews the claim. */
    private void updateOwn(String id, Bson update) {
        long now = clock.millis();
        if (tokens.updateOne(own(id), combine(update, set(CLAIMED_AT, now))).getMatchedCount() == 0) {
            claims.remove(id);
            throw new UnableToClaimTokenException(id + " is not ours any more");
        }
        claims.put(id, new Claim(now, now));
    }

    private Bson own(String id) {
        return and(eq("_id", id), eq(OWNER, node));
    }

    private boolean isFree(Document token) {
        var owner = token.getString(OWNER);
        return owner == null || owner.equals(node) || token.getLong(CLAIMED_AT) < clock.millis() - CLAIM.toMillis();
    }

    private static String id(String processor, int segment) {
        return processor + "/" + segment;
    }
}
