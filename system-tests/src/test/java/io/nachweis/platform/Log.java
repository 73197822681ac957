package io.nachweis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;

/** The log of a service as it stands in the database, read without the service. */
public final class Log implements AutoCloseable {

    private final MongoClient client;
    private final MongoCollection<Document> commits;

    private Log(MongoClient client, String service) {
        this.client = client;
        this.commits = client.getDatabase("nachweis_" + service).getCollection("log");
    }

    public static Log of(String service, PlatformUnderTest platform) {
        return new Log(MongoClients.create(platform.database()), service);
    }

    /** The position that the next entry gets. */
    long head() {
        Document last = commits.find().sort(Sorts.descending("_id")).first();
        return last == null ? 0 : last.getLong("_id") + entriesOf(last);
    }

    /** The same, once nothing has followed by itself for a while. */
    public long atRest() {
        AtomicLong last = new AtomicLong(-1);
        AtomicInteger unchanged = new AtomicInteger();
        return Await.until(
                "the log is at rest",
                this::head,
                head -> (last.getAndSet(head) == head ? unchanged.incrementAndGet() : unchanged.getAndSet(0)) >= 10);
    }

    /** The bytes of every entry from this position on, read as JSON; fails if any position is missing or taken twice. */
    public List<JsonNode> from(long position) {
        List<JsonNode> entries = new ArrayList<>();
        for (Document commit : commits.find(Filters.gte("_id", position)).sort(Sorts.ascending("_id"))) {
            assertThat(commit.getLong("_id"))
                    .as("the position after " + (position + entries.size() - 1))
                    .isEqualTo(position + entries.size());
            for (Binary leaf : commit.getList("leaves", Binary.class)) {
                entries.add(json(leaf));
            }
            assertThat(commit.getLong("_id") + entriesOf(commit)).isEqualTo(position + entries.size());
        }
        return entries;
    }

    /** What is on record about each person, by pseudonym. */
    public Map<String, Set<String>> typesBySubject() {
        Map<String, Set<String>> types = new HashMap<>();
        for (Document commit : commits.find()) {
            List<Binary> leaves = commit.getList("leaves", Binary.class);
            for (Document subject : commit.getList("subjects", Document.class, List.of())) {
                Binary leaf = leaves.get(subject.get("e", Number.class).intValue());
                types.computeIfAbsent(subject.getString("id"), _ -> new HashSet<>())
                        .add(json(leaf).path("type").asString(""));
            }
        }
        return types;
    }

    private static JsonNode json(Binary leaf) {
        return StoryHttpClient.JSON.readTree(new String(leaf.getData(), StandardCharsets.UTF_8));
    }

    private static int entriesOf(Document commit) {
        return commit.get("n", Number.class).intValue();
    }

    @Override
    public void close() {
        client.close();
    }
}
