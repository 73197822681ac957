package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.people.Planted;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No value outlives its rule (Art. 5(1)(e) GDPR). People fill in everything and leave; when the longest period is over, each
 * collection and each topic there is is walked. What may stay is listed here, down to its members: whatever is anywhere else,
 * or is called otherwise, has no rule that ends it.
 */
class LeavingNothingBehindStory {

    /** About nobody: positions, ids that nothing leads to any more, days, counts, and what the policy registers. */
    private static final Map<String, Predicate<Document>> STAYS = Map.ofEntries(
            stays("log", "_id", "n", "latest", "keys", "leaves"),
            stays("tiles", "_id", "hashes"),
            stays("tree", "_id", "size", "tiles"),
            stays("checkpoints", "_id", "size", "note"),
            stays("destroyed", "_id"),
            stays("erasures", "_id", "next"),
            stays("audience", "_id", "audience", "subscription", "joined", "position"),
            stays("enquiries", "_id", "controller", "standing", "position"),
            stays("tokens", "_id", "processor", "segment", "position", "resetAt", "owner", "claimedAt"),
            stays("sources", "_id", "upTo", "at"),
            stays("desk", "_id", "position"),
            stays("approvals", "_id", "controller"),
            stays("policies", "_id", "inForce", "published"),
            stays("systems", "_id", "controller", "system", "registeredAt", "warnedOn"),
            Map.entry("due", document -> document.getString("kind").equals("attestation")),
            // Hashes under a secret of the day, by real time.
            stays("requests", "_id", "content", "at", "until", "done"));

    private static final Set<String> STAY_A_DAY = Set.of("request_secrets", "ended-cases");

    private final PlatformUnderTest platform =
            PlatformUnderTest.create(_ -> Map.of("NACHWEIS_TRUSTED_HOPS", "127.0.0.1,::1"));

    @AfterEach
    void stop() throws IOException {
        platform.close();
    }

    @Test
    void whatever_was_stored_is_gone_from_each_collection_and_topic_when_its_time_is_over() throws Exception {
        platform.start();
        DeskClient desk = DeskClient.of(platform);
        var everything = new EverythingFilledIn(platform, desk);
        Planted ada = new Planted("ada", platform, desk);
        Planted bob = new Planted("bob", platform, desk);
        everything.isFilledInBy(ada, bob);
        Person nora = Person.named("nora", platform);
        nora.signsUp();
        nora.answers(nora.confirmLink(), "deny");
        Set<String> values = valuesOf(Unsealed.all(platform));
        assertThat(values).containsAll(ada.all()).containsAll(bob.all()).contains(desk.subject(ada.person()));
        assertThat(collectionsInUse())
                .contains("log", "handles", "keys", "due", "caps", "suppressions", "requests", "audience")
                .contains("enquiries", "relationships", "cases", "lookups");
        ConsentsTopic states = new ConsentsTopic(platform, Topics.CONSENT_STATE);
        Set<String> keys = Await.until(
                "the consents of both are told",
                () -> states(states, false),
                found -> Stream.of(ada, bob).allMatch(of -> found.toString().contains(desk.subject(of.person()))));

        everything.forward();
        ada.person().proves(ada.person().asksFor("erasure"));
        ada.person().mailSaying("The result in detail");
        bob.person().asksFor("withdrawal");
        Await.until("it is withdrawn", () -> !desk.isAllowed(bob.person()));
        everything.noCustomerAnyMore(bob);
        everything.nothingIsAskedAnyMore();
        for (Period period : List.of(
                Period.ofDays(31), Period.ofMonths(7), Period.ofYears(2), Period.ofYears(3), Period.ofYears(5))) {
            forward(period);
            Await.until(
                    "what is due is done",
                    () -> dueUntil(platform.clock().now()).isEmpty());
        }
        forward(Period.ofDays(2));

        Await.until("only what is about nobody is left", this::left, List::isEmpty);
        assertThat(whereFound(values)).isEmpty();
        assertThat(topicsWithoutAnEnd()).isEmpty();
        Await.until("each state has ended", () -> states(states, true), ended -> ended.containsAll(keys));
        assertThat(states(states, false)).isEmpty();
        states.close();
    }

    /** What was pulled leaves an empty list. */
    private static Map.Entry<String, Predicate<Document>> stays(String collection, String... members) {
        return Map.entry(
                collection,
                document -> document.entrySet().stream()
                        .allMatch(each -> Set.of(members).contains(each.getKey())
                                || List.of().equals(each.getValue())));
    }

    private static Set<String> valuesOf(Collection<Unsealed> all) {
        Set<String> values = new TreeSet<>();
        all.forEach(each -> {
            values.add(each.subject());
            // What is yes or no, a language or an answer of a mail server is in other places too.
            if (each.value().length() >= 8) {
                values.add(each.value());
            }
        });
        return values;
    }

    /** Of what is neither about nobody nor stays for a day more. */
    private List<String> left() {
        List<String> left = new ArrayList<>();
        walk((name, document) -> {
            String collection = name.substring(name.indexOf('.') + 1);
            if (!STAY_A_DAY.contains(collection)
                    && !STAYS.getOrDefault(collection, _ -> false).test(document)) {
                left.add(
                        collection.equals("keys")
                                ? name + " " + Traces.scope(document.getString("_id"))
                                : name + " " + document.keySet());
            }
        });
        return left.stream().distinct().toList();
    }

    private List<String> whereFound(Set<String> values) {
        List<String> found = new ArrayList<>();
        walk((name, document) -> {
            String text = text(document);
            values.stream().filter(text::contains).forEach(_ -> found.add(name + " " + document.get("_id")));
        });
        return found;
    }

    private Set<String> collectionsInUse() {
        Set<String> used = new TreeSet<>();
        walk((name, _) -> used.add(name.substring(name.indexOf('.') + 1)));
        return used;
    }

    private List<String> dueUntil(Instant now) {
        List<String> due = new ArrayList<>();
        try (MongoClient client = MongoClients.create(platform.database())) {
            Traces.SERVICES.forEach(service -> client.getDatabase("nachweis_" + service)
                    .getCollection("due")
                    .find(Filters.lte("at", Date.from(now)))
                    .forEach(item -> due.add(service + " " + item.getString("kind"))));
        }
        return due;
    }

    private void walk(BiConsumer<String, Document> visitor) {
        try (MongoClient client = MongoClients.create(platform.database())) {
            for (String name : client.listDatabaseNames()) {
                MongoDatabase database = client.getDatabase(name);
                for (String collection : database.listCollectionNames()) {
                    database.getCollection(collection)
                            .find()
                            .forEach(document -> visitor.accept(name + "." + collection, document));
                }
            }
        }
    }

    /** All that is in a document; bytes as they would be read. */
    private static String text(Object value) {
        return switch (value) {
            case Document document ->
                text(document.entrySet().stream()
                        .flatMap(each -> Stream.of(each.getKey(), String.valueOf(text(each.getValue()))))
                        .toList());
            case List<?> list ->
                String.join(
                        " ", list.stream().map(LeavingNothingBehindStory::text).toList());
            case Binary binary -> new String(binary.getData(), UTF_8);
            case null -> "";
            default -> value.toString();
        };
    }

    /** The keys of a compacted topic of which the newest record has no value, or has one. */
    private static Set<String> states(ConsentsTopic topic, boolean ended) {
        Map<String, Boolean> newest = new HashMap<>();
        topic.all().forEach(each -> newest.put(each.key(), each.data().isNull()));
        newest.values().removeIf(each -> each != ended);
        return newest.keySet();
    }

    /** A topic ends what is on it by time, or keeps the newest of each key until there is none. */
    private List<String> topicsWithoutAnEnd() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", platform.addresses().kafka()))) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).contains(Topics.CONSENTS, Topics.CONSENT_STATE, Topics.SUBJECTS);
            List<String> endless = new ArrayList<>();
            var configurations = admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get();
            configurations.forEach((topic, configuration) -> {
                long retention =
                        Long.parseLong(configuration.get("retention.ms").value());
                boolean ends = configuration.get("cleanup.policy").value().equals("delete")
                        && retention > 0
                        && retention <= Topics.RETENTION.toMillis();
                if (!ends && !topic.name().equals(Topics.CONSENT_STATE)) {
                    endless.add(topic.name());
                }
            });
            return endless;
        }
    }

    private void forward(Period period) {
        Instant to = platform.clock().now().atZone(ZoneOffset.UTC).plus(period).toInstant();
        platform.clock().forwardTo(to);
    }
}
