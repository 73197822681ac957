package io.nachweis.evidence;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * Axon's events in the evidence log. Each has a position from 0 without gaps, which is its token; what is appended
 * together is stored together or not at all; when {@code appendEvents} returns, it is durable.
 */
public final class EvidenceLogEngine extends BatchingEventStorageEngine {

    private final CommitCollection commits;
    private final LogTail tail;
    private final GroupCommit appends;
    private final StreamReads reads;
    private final EntryMaker entries;
    private final @Nullable Snapshots snapshots;
    private final String appended = EvidenceLogEngine.class.getName() + "@" + System.identityHashCode(this);

    private EvidenceLogEngine(Builder builder) {
        super(builder);
        this.commits = new CommitCollection(builder.database);
        this.reads = new StreamReads(commits);
        this.tail = new LogTail(commits, builder.pollEvery, Ticker.REAL);
        this.appends = new GroupCommit(new CommitWriter(commits, tail, builder.patience, Ticker.REAL));
        this.entries = new EntryMaker(builder.disclosures);
        this.snapshots = builder.snapshots ? new Snapshots(builder.database) : null;
    }

    /** A log in the collections {@code log} and {@code snapshots} of this database. */
    public static Builder builder(MongoDatabase database, Serializer serializer, Disclosures disclosures) {
        return new Builder(database, serializer, disclosures);
    }

    /** How often a stream is read by those who work on it. */
    public StreamReads reads() {
        return reads;
    }

    /** Makes the indexes that the log's promises stand on. MUST be called before the first append. */
    public void ensureIndexes() {
        commits.ensureIndexes();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        refuseSecondAppend();
        reads.forget(streams(events));
        EventMessage<?> first = events.getFirst();
        long sealedAt = Ticker.REAL.nanos();
        try {
            appends.append(
                    Commit.of(events.stream()
                            .map(event -> entries.make(event, serializer))
                            .toList()),
                    sealedAt);
        } catch (AlreadyStored e) {
            if (EntryKeys.isOfRequest(e.key())) {
                throw new RequestAlreadyStored();
            }
            handlePersistenceException(e, eventWithKey(e.key(), events).orElse(first));
        } catch (RuntimeException e) {
            handlePersistenceException(e, first);
        }
    }

    private static List<String> streams(List<? extends EventMessage<?>> events) {
        return events.stream()
                .filter(DomainEventMessage.class::isInstance)
                .map(event -> ((DomainEventMessage<?>) event).getAggregateIdentifier())
                .distinct()
                .toList();
    }

    private static Optional<EventMessage<?>> eventWithKey(String key, List<? extends EventMessage<?>> events) {
        return events.stream()
                .<EventMessage<?>>map(event -> event)
                .filter(event -> hasKey(event, key))
                .findFirst();
    }

    private static boolean hasKey(EventMessage<?> event, String key) {
        return key.equals(EntryKeys.ofEvent(event.getIdentifier()))
                || (event instanceof DomainEventMessage<?> domainEvent
                        && key.equals(EntryKeys.ofStream(
                                domainEvent.getAggregateIdentifier(), domainEvent.getSequenceNumber())));
    }

    /** Events of one unit of work are one fact: what a handler publishes while they are stored would be another. */
    private void refuseSecondAppend() {
        if (CurrentUnitOfWork.isStarted()) {
            UnitOfWork<?> work = CurrentUnitOfWork.get();
            if (work.getResource(appended) != null) {
                throw new IllegalStateException(
                        "This unit of work has appended already; a subscribing processor must not publish");
            }
            work.resources().put(appended, true);
        }
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        return commits.from(after(lastToken), batchSize).stream()
                .map(this::read)
                .toList();
    }

    /**
     * Whoever may be kept waiting follows the end of the log with all other readers of this process, and may find nothing
     * some tenths of a second long where another process has appended.
     */
    @Override
    protected Stream<? extends TrackedEventData<?>> readEventData(@Nullable TrackingToken lastToken, boolean mayBlock) {
        return mayBlock
                ? Stream.iterate(
                                tail.from(after(lastToken), batchSize()),
                                found -> !found.isEmpty(),
                                found -> tail.from(found.getLast().position() + 1, batchSize()))
                        .flatMap(List::stream)
                        .map(this::read)
                : super.readEventData(lastToken, false);
    }

    private static long after(@Nullable TrackingToken lastToken) {
        return lastToken == null ? 0 : position(lastToken) + 1;
    }

    /** The events about a person, oldest first, in memory that does not grow with their number; of however many streams. */
    public Stream<? extends TrackedEventMessage<?>> readEvents(SubjectId subject) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                Slice.all(after -> commits.about(subject, after)).map(this::read), getEventSerializer(), upcasterChain);
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return (firstSequenceNumber == 0
                        ? reads.of(aggregateIdentifier, () -> commits.ofStream(aggregateIdentifier, 0))
                        : commits.ofStream(aggregateIdentifier, firstSequenceNumber))
                .stream().map(this::read).map(ReadEntry.OfStream.class::cast).toList();
    }

    private ReadEntry read(StoredEntry entry) {
        return ReadEntry.of(entry, entries.open(entry));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        List<StoredEntry> stream = commits.ofStream(aggregateIdentifier, 0);
        return stream.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(stream.getLast().leaf().sequence());
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null;
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return before(commits.head().next());
    }

    @Override
    public @Nullable TrackingToken createTokenAt(Instant dateTime) {
        return before(commits.firstRecordedSince(InstantText.of(dateTime)));
    }

    private static @Nullable TrackingToken before(long position) {
        return position == 0 ? null : new GlobalSequenceTrackingToken(position - 1);
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow(() -> new IllegalArgumentException("No position in this log: " + token));
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        if (snapshots == null) {
            throw new UnsupportedOperationException("This log keeps no snapshots");
        }
        snapshots.store(snapshot, serializer);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return snapshots == null ? Stream.empty() : snapshots.find(aggregateIdentifier).stream();
    }

    public static final class Builder extends BatchingEventStorageEngine.Builder {

        private final MongoDatabase database;
        private final Disclosures disclosures;
        private Duration patience = Duration.ofSeconds(2);
        private Duration pollEvery = Duration.ofMillis(500);
        private boolean snapshots = true;

        private Builder(MongoDatabase database, Serializer serializer, Disclosures disclosures) {
            this.database = database;
            this.disclosures = disclosures;
            super.eventSerializer(serializer);
            super.snapshotSerializer(serializer);
            super.persistenceExceptionResolver(AlreadyStored.class::isInstance);
        }

        /** How long an append is tried again while the database gives no certain answer. */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /** How often entries of other processes are looked for while there were none; own ones are handed on at once. */
        public Builder pollEvery(Duration pollEvery) {
            this.pollEvery = pollEvery;
            return this;
        }

        /** Streams are short; then there is no snapshot to look for each time that one is read. */
        public Builder withoutSnapshots() {
            this.snapshots = false;
            return this;
        }

        @Override
        public Builder upcasterChain(EventUpcaster upcasterChain) {
            super.upcasterChain(upcasterChain);
            return this;
        }

        @Override
        public Builder persistenceExceptionResolver(PersistenceExceptionResolver resolver) {
            super.persistenceExceptionResolver(resolver);
            return this;
        }

        @Override
        public Builder snapshotFilter(SnapshotFilter snapshotFilter) {
            super.snapshotFilter(snapshotFilter);
            return this;
        }

        @Override
        public Builder batchSize(int batchSize) {
            super.batchSize(batchSize);
            return this;
        }

        public EvidenceLogEngine build() {
            return new EvidenceLogEngine(this);
        }
    }
}
