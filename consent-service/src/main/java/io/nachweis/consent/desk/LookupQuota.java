package io.nachweis.consent.desk;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static io.nachweis.contracts.MacKey.part;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.nachweis.contracts.MacKey;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Outage;
import io.nachweis.starter.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A fixed-window rate limit per client in MongoDB, one for all instances: {@code {_id: <keyed hash>, window, used}}. Asking
 * and counting are one statement. Counters of windows that are over count for nothing, and go within minutes.
 */
@Component
class LookupQuota {

    private static final Logger log = LoggerFactory.getLogger(LookupQuota.class);

    private static final String WINDOW = "window";
    private static final String USED = "used";

    private final MongoCollection<Document> counters;
    private final MacKey key;
    private final LookupSettings settings;
    private final DomainClock clock;

    LookupQuota(MongoDatabase database, Secrets secrets, LookupSettings settings, DomainClock clock) {
        this.counters = database.getCollection("lookups");
        this.key = new MacKey(secrets.key("consent-tokens"));
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts so many lookups, or none and says how long to wait. */
    Optional<Duration> take(String client, int lookups) {
        String id = HexFormat.of().formatHex(key.mac(part("lookup"), part(client)));
        Instant now = clock.now();
        Instant window = windowOf(now);
        return isCounted(id, window, lookups)
                ? Optional.empty()
                : Optional.of(Duration.between(now, window.plus(settings.within())));
    }

    private boolean isCounted(String id, Instant window, int lookups) {
        return lookups <= settings.addresses()
                && (isCountedOn(id, window, lookups) || opens(id, window, lookups) || isCountedOn(id, window, lookups));
    }

    private boolean isCountedOn(String id, Instant window, int lookups) {
        return counters.updateOne(
                                and(
                                        eq("_id", id),
                                        eq(WINDOW, Date.from(window)),
                                        lte(USED, settings.addresses() - lookups)),
                                Updates.inc(USED, lookups))
                        .getMatchedCount()
                == 1;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetOver() {
        try {
            forgetBefore(windowOf(clock.now()));
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            log.warn("Counters of lookups stay a while: {}", e.getClass().getSimpleName());
        }
    }

    private void forgetBefore(Instant window) {
        counters.deleteMany(lt(WINDOW, Date.from(window)));
    }

    private Instant windowOf(Instant now) {
        return Instant.ofEpochSecond(
                now.getEpochSecond() - now.getEpochSecond() % settings.within().toSeconds());
    }

    private boolean opens(String id, Instant window, int lookups) {
        forgetBefore(window);
        try {
            counters.insertOne(
                    new Document("_id", id).append(WINDOW, Date.from(window)).append(USED, lookups));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // Used up, or another call opened it at the same moment.
            }
            throw e;
        }
    }
}
