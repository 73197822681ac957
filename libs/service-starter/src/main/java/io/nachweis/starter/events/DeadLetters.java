package io.nachweis.starter.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.DeadLetterQueueOverflowException;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.NoSuchDeadLetterException;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The events that a projection could not handle, and those after them of the same sequence, as references:
 * {@code {_id: "<group>/<sequence>/<number>", group, sequence, position, cause?, tries, enqueuedAt, lastTouched,
 * claimedUntil}}.
 * The identifier orders the letters of a sequence, so every question is a range of identifiers.
 */
final class DeadLetters implements SequencedDeadLetterQueue<EventMessage<?>> {

    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final String CLAIMED_UNTIL = "claimedUntil";

    private final MongoCollection<Document> letters;
    private final String group;
    private final LongFunction<EventMessage<?>> log;
    private final Clock clock;
    private final long maxSequences;
    private final long maxSequenceSize;

    /**
     * A queue without an end: one that is full would hold up everybody, whose events can be handled.
     *
     * @param log reads the event at a position
     * @param clock of real time, which claims are measured in
     */
    DeadLetters(MongoDatabase database, String group, LongFunction<EventMessage<?>> log, Clock clock) {
        this(database, group, log, clock, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    DeadLetters(
            MongoDatabase database,
            String group,
            LongFunction<EventMessage<?>> log,
            Clock clock,
            long maxSequences,
            long maxSequenceSize) {
        this.letters = database.getCollection("dead-letters");
        this.group = group;
        this.log = log;
        this.clock = clock;
        this.maxSequences = maxSequences;
        this.maxSequenceSize = maxSequenceSize;
    }

    @Override
    public void enqueue(Object sequenceIdentifier, DeadLetter<? extends EventMessage<?>> letter) {
        if (isFull(sequenceIdentifier)) {
            throw new DeadLetterQueueOverflowException(sequenceIdentifier);
        }
        var sequence = nameOf(sequenceIdentifier);
        var document = new Document("_id", nextId(sequence))
                .append("group", group)
                .append("sequence", sequence)
                .append("position", position(letter.message()));
        letter.cause().map(Cause::type).ifPresent(type -> document.append("cause", type));
        document.append("tries", letter.cause().isPresent() ? 1 : 0);
        letters.insertOne(document.append("enqueuedAt", letter.enqueuedAt().toString())
                .append("lastTouched", letter.lastTouched().toString())
                .append(CLAIMED_UNTIL, 0L));
    }

    @Override
    public void evict(DeadLetter<? extends EventMessage<?>> letter) {
        if (letter instanceof StoredDeadLetter ours) {
            letters.deleteOne(eq("_id", ours.id()));
        }
    }

    @Override
    public void requeue(
            DeadLetter<? extends EventMessage<?>> letter,
            UnaryOperator<DeadLetter<? extends EventMessage<?>>> letterUpdater) {
        if (!(letter instanceof StoredDeadLetter ours)) {
            throw new NoSuchDeadLetterException("No letter of this queue");
        }
        var updated = letterUpdater.apply(ours.markTouched());
        var update = combine(
                set("cause", updated.cause().map(Cause::type).orElse(null)),
                inc("tries", 1),
                set("lastTouched", updated.lastTouched().toString()),
                set(CLAIMED_UNTIL, 0L));
        if (letters.updateOne(eq("_id", ours.id()), update).getMatchedCount() == 0) {
            throw new NoSuchDeadLetterException(ours + " is gone");
        }
    }

    @Override
    public boolean contains(Object sequenceIdentifier) {
        return in(nameOf(sequenceIdentifier)).limit(1).first() != null;
    }

    @Override
    public Iterable<DeadLetter<? extends EventMessage<?>>> deadLetterSequence(Object sequenceIdentifier) {
        return read(in(nameOf(sequenceIdentifier)));
    }

    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        var sequences = new LinkedHashMap<String, List<DeadLetter<? extends EventMessage<?>>>>();
        inGroup()
                .forEach(found -> sequences
                        .computeIfAbsent(found.getString("sequence"), _ -> new ArrayList<>())
                        .add(StoredDeadLetter.of(found, clock, log)));
        return new ArrayList<>(sequences.values());
    }

    @Override
    public boolean isFull(Object sequenceIdentifier) {
        boolean isBounded = maxSequences != Long.MAX_VALUE || maxSequenceSize != Long.MAX_VALUE;
        return isBounded
                && (contains(sequenceIdentifier)
                        ? sequenceSize(sequenceIdentifier) >= maxSequenceSize
                        : amountOfSequences() >= maxSequences);
    }

    @Override
    public long size() {
        return letters.countDocuments(within(group + "/"));
    }

    @Override
    public long sequenceSize(Object sequenceIdentifier) {
        return letters.countDocuments(within(prefix(nameOf(sequenceIdentifier))));
    }

    @Override
    public long amountOfSequences() {
        return heads().size();
    }

    @Override
    public boolean process(
            Predicate<DeadLetter<? extends EventMessage<?>>> sequenceFilter,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> processingTask) {
        return heads().stream()
                .filter(this::isFree)
                .filter(head -> sequenceFilter.test(StoredDeadLetter.of(head, clock, log)))
                .sorted(Comparator.comparing(head -> Instant.parse(head.getString("lastTouched"))))
                .filter(this::claim)
                .findFirst()
                .map(head -> processSequence(StoredDeadLetter.of(head, clock, log), processingTask))
                .orElse(false);
    }

    @Override
    public void clear() {
        letters.deleteMany(within(group + "/"));
    }

    /** Each letter is claimed before the one in front of it goes, so that nobody else begins in the middle. */
    private boolean processSequence(
            StoredDeadLetter first,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        var letter = first;
        while (true) {
            EnqueueDecision<EventMessage<?>> decision;
            try {
                decision = task.apply(letter);
            } catch (RuntimeException e) {
                // Touched, so that others come first the next time.
                letters.updateOne(
                        eq("_id", letter.id()),
                        combine(set("lastTouched", clock.instant().toString()), set(CLAIMED_UNTIL, 0L)));
                throw e;
            }
            if (decision.shouldEnqueue()) {
                requeue(
                        letter,
                        touched -> decision.withDiagnostics(touched)
                                .withCause(decision.enqueueCause().orElse(null)));
                return false;
            }
            var next = after(letter);
            next.ifPresent(this::claim);
            evict(letter);
            if (next.isEmpty()) {
                return true;
            }
            letter = StoredDeadLetter.of(next.get(), clock, log);
        }
    }

    private Optional<Document> after(StoredDeadLetter letter) {
        return Optional.ofNullable(letters.find(
                        and(gt("_id", letter.id()), lt("_id", endOf(prefix(letter.sequence())))))
                .sort(Sorts.ascending("_id"))
                .limit(1)
                .first());
    }

    private boolean isFree(Document letter) {
        return letter.getLong(CLAIMED_UNTIL) <= clock.millis();
    }

    private boolean claim(Document letter) {
        var asSeen = and(eq("_id", letter.getString("_id")), eq(CLAIMED_UNTIL, letter.getLong(CLAIMED_UNTIL)));
        return letters.updateOne(asSeen, set(CLAIMED_UNTIL, clock.millis() + CLAIM.toMillis()))
                        .getMatchedCount()
                == 1;
    }

    /** The first letter of every sequence, which stands for it. */
    private Collection<Document> heads() {
        var heads = new LinkedHashMap<String, Document>();
        inGroup().forEach(letter -> heads.putIfAbsent(letter.getString("sequence"), letter));
        return heads.values();
    }

    private String nextId(String sequence) {
        var last = letters.find(within(prefix(sequence)))
                .sort(Sorts.descending("_id"))
                .limit(1)
                .first();
        long number = last == null
                ? 0
                : Long.parseLong(
                                last.getString("_id").substring(prefix(sequence).length()))
                        + 1;
        return prefix(sequence) + "%019d".formatted(number);
    }

    private FindIterable<Document> inGroup() {
        return letters.find(within(group + "/")).sort(Sorts.ascending("_id"));
    }

    private FindIterable<Document> in(String sequence) {
        return letters.find(within(prefix(sequence))).sort(Sorts.ascending("_id"));
    }

    private List<DeadLetter<? extends EventMessage<?>>> read(FindIterable<Document> found) {
        return found.map(letter -> StoredDeadLetter.of(letter, clock, log)).into(new ArrayList<>());
    }

    private String prefix(String sequence) {
        return group + "/" + sequence + "/";
    }

    private static Bson within(String prefix) {
        return and(gte("_id", prefix), lt("_id", endOf(prefix)));
    }

    /** A prefix ends with a slash, and the character after the slash is the zero. */
    private static String endOf(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + '0';
    }

    private static String nameOf(Object sequenceIdentifier) {
        return URLEncoder.encode(sequenceIdentifier.toString(), UTF_8);
    }

    private static long position(EventMessage<?> event) {
        if (event instanceof TrackedEventMessage<?> tracked) {
            return tracked.trackingToken().position().orElseThrow();
        }
        throw new IllegalArgumentException("Only events of the log can be put aside");
    }
}
