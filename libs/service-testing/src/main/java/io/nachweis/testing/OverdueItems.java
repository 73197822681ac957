package io.nachweis.testing;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;

/** Items of a service that are due and stand in front of all others. */
public final class OverdueItems {

    private OverdueItems() {}

    /** Nothing can be done about them, and nothing ever ends them. */
    public static void thatAlwaysFail(int howMany, MongoDatabase database) {
        database.getCollection("due")
                .insertMany(IntStream.range(0, howMany)
                        .mapToObj(i -> new Document("_id", UUID.randomUUID().toString())
                                .append("kind", "nothing known")
                                .append("stream", "no stream")
                                .append("at", Instant.ofEpochMilli(i)))
                        .toList());
    }
}
