package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
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
 */
final class MongoTokens implements TokenStore {

    static final Duration CLAIM = Duration.ofSeconds(10);

    private static final String POSITION = "position";
    private static final String RESET_AT = "resetAt";
    private static final String OWNER = "owner";
    private static final String CLAIMED_AT = "claimedAt";

    private final MongoCollection<Document> tokens;
    private final String node;
    private final Clock clock;

    /** @param clock of real time, which claims are measured in */
    MongoTokens(MongoDatabase database, String node, Clock clock) {
        this.tokens = database.getCollection("tokens");
        this.node = node;
        this.clock = clock;
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
        try {
            tokens.insertOne(new Document("_id", id(processor, segment))
                    .append("processor", processor)
                    .append("segment", segment)
                    .append(POSITION, positionOf(token))
                    .append(RESET_AT, resetOf(token))
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
        updateOwn(
                processor,
                segment,
                combine(
                        set(POSITION, positionOf(token)),
                        set(RESET_AT, resetOf(token)),
                        set(CLAIMED_AT, clock.millis())));
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        var id = id(processor, segment);
        var found = tokens.find(eq("_id", id)).first();
        if (found == null) {
            throw new UnableToClaimTokenException(id + " does not exist");
        }
        if (!isFree(found)) {
            throw new UnableToClaimTokenException(id + " is claimed by " + found.getString(OWNER));
        }
        long claimed = tokens.updateOne(
                        and(
                                eq("_id", id),
                                eq(OWNER, found.getString(OWNER)),
                                eq(CLAIMED_AT, found.getLong(CLAIMED_AT))),
                        combine(set(OWNER, node), set(CLAIMED_AT, clock.millis())))
                .getMatchedCount();
        if (claimed == 0) {
            throw new UnableToClaimTokenException(id + " was claimed by another process at this moment");
        }
        return token(found);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        updateOwn(processor, segment, set(CLAIMED_AT, clock.millis()));
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        tokens.updateOne(own(processor, segment), set(OWNER, null));
    }

    /** Takes every segment, from whoever has it: their next position is refused, and they give up. */
    void seize(String processor) {
        tokens.updateMany(eq("processor", processor), combine(set(OWNER, node), set(CLAIMED_AT, clock.millis())));
    }

    @Override
    public void deleteToken(String processor, int segment) {
        if (tokens.deleteOne(own(processor, segment)).getDeletedCount() == 0) {
            throw new UnableToClaimTokenException(id(processor, segment) + " is not ours to delete");
        }
    }

    @Override
    public int[] fetchSegments(String processor) {
        return all(processor).stream()
                .mapToInt(token -> token.getInteger("segment"))
                .sorted()
                .toArray();
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
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

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return Optional.of(tokens.getNamespace().getFullName());
    }

    private List<Document> all(String processor) {
        return tokens.find(eq("processor", processor)).into(new ArrayList<>());
    }

    private void updateOwn(String processor, int segment, Bson update) {
        if (tokens.updateOne(own(processor, segment), update).getMatchedCount() == 0) {
            throw new UnableToClaimTokenException(id(processor, segment) + " is not ours any more");
        }
    }

    private Bson own(String processor, int segment) {
        return and(eq("_id", id(processor, segment)), eq(OWNER, node));
    }

    private boolean isFree(Document token) {
        var owner = token.getString(OWNER);
        return owner == null || owner.equals(node) || token.getLong(CLAIMED_AT) < clock.millis() - CLAIM.toMillis();
    }

    private static String id(String processor, int segment) {
        return processor + "/" + segment;
    }

    private static @Nullable TrackingToken token(Document found) {
        var current = position(found.getLong(POSITION));
        var reset = position(found.getLong(RESET_AT));
        return reset == null ? current : ReplayToken.createReplayToken(reset, current);
    }

    private static @Nullable TrackingToken position(@Nullable Long position) {
        return position == null ? null : new GlobalSequenceTrackingToken(position);
    }

    private static @Nullable Long positionOf(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> null;
            case GlobalSequenceTrackingToken position -> position.getGlobalIndex();
            case ReplayToken replay -> positionOf(replay.getCurrentToken());
            default -> throw new IllegalArgumentException("No token of this log: " + token.getClass());
        };
    }

    private static @Nullable Long resetOf(@Nullable TrackingToken token) {
        return token instanceof ReplayToken replay ? positionOf(replay.getTokenAtReset()) : null;
    }
}
