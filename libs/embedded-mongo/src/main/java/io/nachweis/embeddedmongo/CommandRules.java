package io.nachweis.embeddedmongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.NoSuchCommandException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is served. Anything else is refused: a field that would be ignored silently is a wrong answer. */
final class CommandRules {

    enum Kind {
        HANDSHAKE,
        READ,
        WRITE,
        /** One of these at a time, while others write. */
        WRITE_ALONE,
        /** Of everything there is, whatever it names. */
        UPKEEP
    }

    private record Rule(Kind kind, Set<String> fields) {}

    /** What a driver may add to any command, and what changes nothing here: every write is on disk when answered. */
    private static final Set<String> COMMON = Set.of(
            "$db",
            "$readPreference",
            "$clusterTime",
            "lsid",
            "comment",
            "maxTimeMS",
            "apiVersion",
            "readConcern",
            "writeConcern");

    private static final Set<String> TRANSACTIONS =
            Set.of("startTransaction", "autocommit", "txnNumber", "commitTransaction", "abortTransaction");

    private static final Set<String> HANDSHAKES =
            Set.of("hello", "isMaster", "ismaster", "ping", "buildInfo", "buildinfo", "endSessions");

    private static final Map<String, Rule> RULES = Map.ofEntries(
            reads(
                    "find",
                    "filter",
                    "sort",
                    "skip",
                    "limit",
                    "batchSize",
                    "singleBatch",
                    "projection",
                    "noCursorTimeout",
                    "allowDiskUse"),
            reads("count", "query", "skip", "limit"),
            reads("distinct", "key", "query"),
            reads("aggregate", "pipeline", "cursor", "allowDiskUse"),
            reads("getMore", "collection", "batchSize"),
            reads("killCursors", "cursors"),
            reads("listCollections", "filter", "nameOnly", "authorizedCollections", "cursor"),
            reads("listIndexes", "cursor"),
            reads("listDatabases", "nameOnly", "authorizedDatabases"),
            writes("insert", "documents", "ordered"),
            writes("update", "updates", "ordered"),
            writes("delete", "deletes", "ordered"),
            writes("findAndModify", "query", "sort", "update", "remove", "new", "upsert", "fields", "arrayFilters"),
            writesAlone("createIndexes", "indexes"),
            writes("create"),
            writesAlone("drop"),
            writesAlone("dropDatabase"),
            Map.entry("compact", new Rule(Kind.UPKEEP, Set.of())),
            Map.entry("validate", new Rule(Kind.UPKEEP, Set.of())));

    private static final Set<String> STATEMENT = Set.of("q", "u", "multi", "upsert", "limit", "arrayFilters");

    private static final Set<String> INDEX = Set.of("key", "name", "unique", "v", "ns", "background");

    private static final Set<String> STAGES = Set.of(
            "$match",
            "$group",
            "$count",
            "$sort",
            "$skip",
            "$limit",
            "$project",
            "$replaceRoot",
            "$addFields",
            "$unwind");

    private CommandRules() {}

    private static Map.Entry<String, Rule> reads(String command, String... fields) {
        return Map.entry(command, new Rule(Kind.READ, Set.of(fields)));
    }

    private static Map.Entry<String, Rule> writes(String command, String... fields) {
        return Map.entry(command, new Rule(Kind.WRITE, Set.of(fields)));
    }

    private static Map.Entry<String, Rule> writesAlone(String command, String... fields) {
        return Map.entry(command, new Rule(Kind.WRITE_ALONE, Set.of(fields)));
    }

    /** @throws CommandError if the command, or something in it, is not served */
    static Kind check(String command, Document query) {
        if (TRANSACTIONS.contains(command) || query.keySet().stream().anyMatch(TRANSACTIONS::contains)) {
            throw CommandError.ofTransaction();
        }
        if (HANDSHAKES.contains(command)) {
            return Kind.HANDSHAKE;
        }
        Rule rule = RULES.get(command);
        if (rule == null) {
            throw new NoSuchCommandException(command);
        }
        Set<String> others = new HashSet<>(query.keySet());
        others.remove(command);
        others.removeAll(COMMON);
        refuseOthers(others, rule.fields, command);
        statements(query.get("updates")).forEach(update -> checkStatement(update, update.get("u"), "an update"));
        statements(query.get("deletes")).forEach(delete -> checkStatement(delete, new Document(), "a delete"));
        if (command.equals("findAndModify") && query.get("update") instanceof Collection<?>) {
            throw CommandError.of("updates by a pipeline");
        }
        return rule.kind;
    }

    private static void checkStatement(Document statement, @Nullable Object change, String what) {
        refuseOthers(statement.keySet(), STATEMENT, what);
        if (!(change instanceof Document)) {
            throw CommandError.of("updates by a pipeline");
        }
    }

    private static List<Document> statements(@Nullable Object several) {
        return several instanceof Collection<?> statements
                ? statements.stream().map(Document.class::cast).toList()
                : List.of();
    }

    static void checkIndex(Document description) {
        refuseOthers(description.keySet(), INDEX, "an index");
        if (description.get("key") instanceof Document key) {
            key.values().forEach(Plan::isAscending);
        }
    }

    static void checkStages(List<Document> pipeline) {
        pipeline.forEach(stage -> refuseOthers(stage.keySet(), STAGES, "aggregate"));
    }

    private static void refuseOthers(Collection<String> given, Set<String> known, String where) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw CommandError.of(name + " in " + where);
        });
    }
}
