package io.nachweis.personal;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import io.nachweis.event.SubjectId;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Keys in MongoDB, one document per key: {@code {_id: "<subject>/<category>/<case>/<generation>", kid, wrapped}}. The
 * first to insert a generation decides its key, and everyone else reads that one. The client given says when a write
 * counts; with several nodes that has to be a journaled majority, or a key may be lost with what it sealed.
 */
public final class MongoSubjectKeys implements SubjectKeys {

    /** How long another process may still use a key that was retired. */
    public static final Duration CACHE_LIFE = Duration.ofSeconds(5);

    private static final int CACHED_KEYS = 10_000;
    private static final Duration WAIT_FOR_WINNER = Duration.ofSeconds(3);

    private final MongoCollection<Document> keys;
    private final MongoCollection<Document> destroyed;
    private final MasterKey master;
    private final Cache<KeyScope, SealingKey> active;
    private final Cache<String, SealingKey> byId;

    public MongoSubjectKeys(MongoDatabase database, MasterKey master) {
        this(database, master, Ticker.systemTicker());
    }

    MongoSubjectKeys(MongoDatabase database, MasterKey master, Ticker ticker) {
        MongoDatabase settled =
                database.withReadConcern(ReadConcern.MAJORITY).withReadPreference(ReadPreference.primary());
        this.keys = settled.getCollection("keys");
        this.destroyed = settled.getCollection("destroyed");
        this.master = master;
        Caffeine<Object, Object> cache = Caffeine.newBuilder()
                .maximumSize(CACHED_KEYS)
                .expireAfterWrite(CACHE_LIFE)
                .ticker(ticker);
        this.active = cache.build();
        this.byId = cache.build();
        keys.createIndex(Indexes.ascending("kid"), new IndexOptions().unique(true));
        keys.createIndex(Indexes.ascending("retired"));
    }

    @Override
    public SealingKey forSealing(KeyScope scope) {
        SealingKey cached = active.getIfPresent(scope);
        return cached != null ? cached : remember(scope, findOrMake(scope));
    }

    @Override
    public SealingKey newForSealing(KeyScope scope) {
        SealingKey cached = active.getIfPresent(scope);
        return cached != null
                ? cached
                : make(scope, List.of()).map(key -> remember(scope, key)).orElseGet(() -> forSealing(scope));
    }

    @Override
    public Optional<SealingKey> findForSealing(KeyScope scope) {
        return Optional.ofNullable(active.getIfPresent(scope))
                .or(() -> living(generationsOf(scope)).map(key -> remember(scope, key)));
    }

    private SealingKey remember(KeyScope scope, SealingKey key) {
        active.put(scope, key);
        byId.put(key.id(), key);
        return key;
    }

    private SealingKey findOrMake(KeyScope scope) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WAIT_FOR_WINNER.toNanos()) {
            List<Document> generations = generationsOf(scope);
            Optional<SealingKey> key = living(generations).or(() -> make(scope, generations));
            if (key.isPresent()) {
                return key.get();
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("A key that was made elsewhere does not become readable");
    }

    private Optional<SealingKey> living(List<Document> generations) {
        return generations.stream().filter(k -> !isRetired(k)).findFirst().map(this::unwrap);
    }

    /** Empty when another one was first. */
    private Optional<SealingKey> make(KeyScope scope, List<Document> earlier) {
        int generation =
                earlier.stream().mapToInt(MongoSubjectKeys::generation).max().orElse(-1) + 1;
        String id = prefix(scope) + generation;
        String keyId = Base64.getUrlEncoder().withoutPadding().encodeToString(RandomBytes.of(16));
        byte[] key = RandomBytes.of(MasterKey.BYTES);
        Document document = new Document("_id", id)
                .append("kid", keyId)
                .append("wrapped", new Binary(master.wrap(key, place(id, keyId))));
        return InsertIfAbsent.into(keys, document) ? Optional.of(new Key(keyId, new Aes256Gcm(key))) : Optional.empty();
    }

    @Override
    public Optional<SealingKey> find(String keyId) {
        return Optional.ofNullable(byId.getIfPresent(keyId)).or(() -> {
            Document found = keys.find(eq("kid", keyId)).first();
            if (found == null || isRetired(found)) {
                return Optional.empty();
            }
            SealingKey key = unwrap(found);
            byId.put(keyId, key);
            return Optional.of(key);
        });
    }

    @Override
    public List<String> idsOf(KeyScope scope) {
        return generationsOf(scope).stream().map(k -> k.getString("kid")).toList();
    }

    @Override
    public Stream<KeyScope> scopesOf(SubjectId subject) {
        return scopesBelow(subject, "");
    }

    @Override
    public Stream<KeyScope> scopesOf(SubjectId subject, String category) {
        return scopesBelow(subject, category + '/');
    }

    private Stream<KeyScope> scopesBelow(SubjectId subject, String of) {
        String prefix = subject.value() + '/';
        var cursor = keys.find(below(prefix + of))
                .projection(Projections.include("_id"))
                .iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, 0), false)
                .onClose(cursor::close)
                .map(key -> key.getString("_id").substring(prefix.length()).split("/", -1))
                .map(parts -> new KeyScope(subject, parts[0], parts[1]));
    }

    @Override
    public List<String> retired() {
        return keys.find(eq("retired", true)).map(key -> key.getString("kid")).into(new ArrayList<>());
    }

    /** In this order, since a key that is destroyed in between is in the ledger first. */
    @Override
    public Set<String> endedAmong(Collection<String> keyIds) {
        Set<String> ended = keys.find(and(in("kid", keyIds), eq("retired", true)))
                .map(key -> key.getString("kid"))
                .into(new HashSet<>());
        destroyed.find(in("_id", keyIds)).forEach(key -> ended.add(key.getString("_id")));
        return ended;
    }

    @Override
    public void retire(Collection<String> keyIds) {
        Set<String> ids = Set.copyOf(keyIds);
        keys.updateMany(in("kid", ids), Updates.set("retired", true));
        forget(ids);
    }

    private void forget(Set<String> ids) {
        active.asMap().values().removeIf(key -> ids.contains(key.id()));
        byId.invalidateAll(ids);
    }

    @Override
    public void destroy(Collection<String> keyIds) {
        forget(Set.copyOf(keyIds));
        InsertIfAbsent.allInto(
                destroyed, keyIds.stream().map(id -> new Document("_id", id)).toList());
        keys.deleteMany(in("kid", keyIds));
    }

    private List<Document> generationsOf(KeyScope scope) {
        return keys.find(below(prefix(scope))).into(new ArrayList<>());
    }

    /** A range of {@code _id}: '0' comes right after '/'. */
    private static Document below(String prefix) {
        String end = prefix.substring(0, prefix.length() - 1) + '0';
        return new Document("_id", new Document("$gte", prefix).append("$lt", end));
    }

    private SealingKey unwrap(Document document) {
        String id = document.getString("_id");
        String keyId = document.getString("kid");
        byte[] wrapped = document.get("wrapped", Binary.class).getData();
        try {
            return new Key(keyId, new Aes256Gcm(master.unwrap(wrapped, place(id, keyId))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The master key does not unwrap key " + keyId + "; is it the right one?", e);
        }
    }

    /** Binds a wrapped key to its place, so that it cannot be moved to another person's. */
    private static byte[] place(String id, String keyId) {
        return (id + '\n' + keyId).getBytes(UTF_8);
    }

    private static String prefix(KeyScope scope) {
        return scope.subject().value() + '/' + scope.category() + '/' + scope.caseId() + '/';
    }

    private static int generation(Document key) {
        String id = key.getString("_id");
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }

    private static boolean isRetired(Document key) {
        return key.getBoolean("retired", false);
    }

    private record Key(String id, Aes256Gcm cipher) implements SealingKey {

        @Override
        public byte[] seal(byte[] plaintext, byte[] associatedData) {
            return cipher.encrypt(plaintext, associatedData);
        }

        @Override
        public byte[] open(byte[] ciphertext, byte[] associatedData) {
            try {
                return cipher.decrypt(ciphertext, associatedData);
            } catch (GeneralSecurityException _) {
                throw new TamperedDisclosure("Key " + id + " did not seal this");
            }
        }
    }
}
