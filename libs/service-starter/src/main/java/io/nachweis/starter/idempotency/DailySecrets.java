package io.nachweis.starter.idempotency;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * A random secret for each day (UTC), {@code {_id: <day>, secret}}, the same for all instances. It is destroyed when the
 * next day is over; from then on nobody can tell what the hashes under it stand for.
 */
final class DailySecrets {

    private static final int BYTES = 32;
    private static final String SECRET = "secret";

    private final MongoCollection<Document> secrets;
    private final Clock clock;
    private final ConcurrentMap<LocalDate, byte[]> known = new ConcurrentHashMap<>();

    /** @param keys the database that is backed up apart from what it opens */
    DailySecrets(MongoDatabase keys, Clock clock) {
        this.secrets = keys.getCollection("request_secrets");
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    byte[] of(LocalDate day) {
        return known.computeIfAbsent(day, this::agreedOn);
    }

    /** Whichever instance is first makes it; all read it back from the majority. */
    private byte[] agreedOn(LocalDate day) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try {
            secrets.insertOne(new Document("_id", day.toString()).append(SECRET, new Binary(fresh)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        return Objects.requireNonNull(secrets.find(eq("_id", day.toString())).first())
                .get(SECRET, Binary.class)
                .getData();
    }

    /** Those of before yesterday. */
    void destroyOld() {
        LocalDate oldest = today().minusDays(1);
        secrets.deleteMany(lt("_id", oldest.toString()));
        known.keySet().removeIf(day -> day.isBefore(oldest));
    }
}
