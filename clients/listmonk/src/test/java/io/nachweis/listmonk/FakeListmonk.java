package io.nachweis.listmonk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers the calls that the adapter makes as listmonk 6.2.0 does, and refuses all others. What each does and refuses is
 * that release's {@code cmd/subscribers.go}, {@code cmd/bounce.go}, {@code internal/core/subscribers.go}, {@code
 * internal/core/subscriptions.go}, {@code internal/auth/auth.go}, {@code internal/utils/utils.go}; what happens to the
 * data is {@code queries/subscribers.sql}, {@code queries/bounces.sql}, {@code queries/campaigns.sql} and {@code
 * schema.sql}; how pages are cut is {@code github.com/knadh/paginator} as {@code cmd/main.go} sets it up.
 */
final class FakeListmonk extends FakeServer {

    private static final Pattern BY_EMAIL = Pattern.compile("LOWER\\(subscribers\\.email\\) = LOWER\\('(.*)'\\)");
    private static final Pattern BY_RECIPIENT =
            Pattern.compile("subscribers\\.attribs->'nachweis'->'([a-z-]+)'->>'recipient' = '([0-9a-f]+)'");
    private static final Pattern AFTER = Pattern.compile("subscribers\\.id > ([0-9]+)");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>()]+@[^\\s@,;<>()]+");
    private static final int DEFAULT_PER_PAGE = 20;
    private static final int MAX_PER_PAGE = 50;

    final Map<Integer, ObjectNode> subscribers = new TreeMap<>();
    final List<String> calls = new ArrayList<>();

    /** To whom a mail went that asks to confirm a list. */
    final List<String> askedToConfirm = new ArrayList<>();

    /** The setting <i>Domain blocklist</i>. */
    final Set<String> blockedDomains = new HashSet<>();

    private final Map<Integer, String> lists = new HashMap<>();
    private final Map<Integer, List<Map<String, Object>>> bounces = new HashMap<>();
    private Instant now = Instant.parse("2024-11-25T13:00:00Z");
    private int last;

    /** @param lists by id, single or double opt-in */
    FakeListmonk(Map<Integer, String> lists) {
        this.lists.putAll(lists);
    }

    @Override
    synchronized Answer answer(Request request) {
        calls.add(request.method() + " " + request.path());
        now = now.plusSeconds(1);
        String authorization = request.authorization();
        if (!authorization.equals("token api:secret") && !authorization.equals("Basic YXBpOnNlY3JldA==")) {
            return refused(403, "invalid API credentials");
        }
        String call = request.method() + " " + request.path().replaceAll("[0-9]+", "#");
        return switch (call) {
            case "POST /api/subscribers" -> create(request.body());
            case "GET /api/subscribers" -> find(request.query());
            case "PUT /api/subscribers/lists" -> manageLists(request.body());
            case "PATCH /api/subscribers/#" -> patch(id(request.path()), request.body());
            case "DELETE /api/subscribers/#" -> delete(id(request.path()));
            case "GET /api/subscribers/#/bounces" ->
                new Answer(200, Map.of("data", bounces.getOrDefault(id(request.path()), List.of())));
            default -> refused(404, "Not Found");
        };
    }

    /** As somebody who is there for other reasons. */
    synchronized void has(String email, int list) {
        create(JsonMapper.shared().readTree("""
                {"email": "%s", "name": "x", "lists": [%d], "attribs": {"city": "Lübeck"}}
                """.formatted(email, list)));
        askedToConfirm.clear();
    }

    /** By listmonk's own page, which a campaign links to. */
    synchronized Instant unsubscribes(String email, int list) {
        now = now.plusSeconds(1);
        Optional.ofNullable(on(byEmail(email), list))
                .filter(on -> !status(on).equals("unsubscribed"))
                .ifPresent(on -> on.put("subscription_status", "unsubscribed").put("subscription_updated_at", time()));
        return now;
    }

    /** By listmonk's own page, from everything and for ever. */
    synchronized void unsubscribesFromEverything(String email) {
        now = now.plusSeconds(1);
        ObjectNode subscriber = byEmail(email);
        subscriber.put("status", "blocklisted");
        subscriber
                .path("lists")
                .forEach(on -> ((ObjectNode) on)
                        .put("subscription_status", "unsubscribed")
                        .put("subscription_updated_at", time()));
    }

    /**
     * A bounce that counts up to the action that listmonk is set to take.
     *
     * @param type hard, soft or complaint
     * @param action none, unsubscribe, blocklist or delete
     */
    synchronized void bounces(String email, String type, String action) {
        now = now.plusSeconds(1);
        ObjectNode subscriber = byEmail(email);
        int id = subscriber.path("id").asInt();
        bounces.computeIfAbsent(id, _ -> new ArrayList<>()).add(Map.of("type", type, "created_at", time()));
        switch (action) {
            case "none" -> {}
            case "unsubscribe" ->
                subscriber.path("lists").forEach(on -> ((ObjectNode) on).put("subscription_status", "unsubscribed"));
            case "blocklist" -> subscriber.put("status", "blocklisted");
            case "delete" -> subscribers.remove(id);
            default -> throw new IllegalArgumentException("No such action");
        }
    }

    /** The addresses that a campaign to this list would go to. */
    synchronized List<String> recipients(int list) {
        return subscribers.values().stream()
                .filter(each -> !each.path("status").asString().equals("blocklisted"))
                .filter(each -> {
                    ObjectNode on = on(each, list);
                    return on != null
                            && ("double".equals(lists.get(list))
                                    ? status(on).equals("confirmed")
                                    : !status(on).equals("unsubscribed"));
                })
                .map(each -> each.path("email").asString())
                .sorted()
                .toList();
    }

    synchronized ObjectNode get(int id) {
        return Objects.requireNonNull(subscribers.get(id));
    }

    private Answer create(JsonNode body) {
        String email = body.path("email").asString("").strip().toLowerCase(Locale.ROOT);
        if (isNoAddress(email)) {
            return refused(400, "Invalid email.");
        }
        if (blockedDomains.contains(email.replaceAll(".*@", ""))) {
            return refused(400, "The e-mail domain is blocklisted.");
        }
        if (subscribers.values().stream()
                .anyMatch(each -> each.path("email").asString().equals(email))) {
            return refused(409, "E-mail already exists.");
        }
        ObjectNode subscriber = JsonMapper.shared().createObjectNode();
        subscriber.put("id", ++last).put("email", email);
        subscriber.put("status", body.path("status").asString("enabled"));
        subscriber.set("attribs", body.path("attribs"));
        subscriber.putArray("lists");
        subscribers.put(last, subscriber);
        boolean preconfirmed = body.path("preconfirm_subscriptions").asBoolean();
        for (JsonNode list : body.path("lists")) {
            if (lists.containsKey(list.asInt())) {
                put(subscriber, list.asInt(), preconfirmed ? "confirmed" : "unconfirmed");
            }
        }
        askToConfirm(subscriber, preconfirmed);
        return new Answer(200, Map.of("data", subscriber));
    }

    private Answer find(Map<String, String> query) {
        Optional<Predicate<JsonNode>> asked = condition(query.getOrDefault("query", ""));
        if (asked.isEmpty()) {
            return refused(400, "Error preparing subscriber query");
        }
        Predicate<JsonNode> matches = asked.get();
        String status = query.getOrDefault("subscription_status", "");
        if (query.containsKey("list_id")) {
            int list = Integer.parseInt(query.get("list_id"));
            matches = matches.and(each -> {
                ObjectNode on = on(each, list);
                return on != null && (status.isEmpty() || status(on).equals(status));
            });
        }
        Comparator<ObjectNode> byId =
                Comparator.comparingInt(each -> each.path("id").asInt());
        var found = subscribers.values().stream()
                .filter(matches)
                .sorted(query.getOrDefault("order", "desc").equals("asc") ? byId : byId.reversed())
                .toList();
        int perPage = perPage(query.getOrDefault("per_page", ""));
        int page = Math.max(1, Integer.parseInt(query.getOrDefault("page", "1")));
        return new Answer(
                200,
                Map.of(
                        "data",
                        Map.of(
                                "results",
                                found.stream()
                                        .skip((long) (page - 1) * perPage)
                                        .limit(perPage)
                                        .toList(),
                                "total",
                                found.size(),
                                "page",
                                page,
                                "per_page",
                                perPage)));
    }

    private static int perPage(String asked) {
        int number = asked.matches("[0-9]+") ? Integer.parseInt(asked) : 0;
        return number < 1 ? DEFAULT_PER_PAGE : Math.min(number, MAX_PER_PAGE);
    }

    /** Empty where PostgreSQL would find an error in it, as far as we know its language. */
    private static Optional<Predicate<JsonNode>> condition(String query) {
        Matcher byEmail = BY_EMAIL.matcher(query);
        Matcher byRecipient = BY_RECIPIENT.matcher(query);
        Matcher after = AFTER.matcher(query);
        if (query.isEmpty()) {
            return Optional.of(_ -> true);
        } else if (byEmail.matches()) {
            String email = byEmail.group(1).replace("''", "'").toLowerCase(Locale.ROOT);
            return Optional.of(each ->
                    each.path("email").asString().toLowerCase(Locale.ROOT).equals(email));
        } else if (byRecipient.matches()) {
            return Optional.of(each -> each.at("/attribs/nachweis/" + byRecipient.group(1) + "/recipient")
                    .asString("")
                    .equals(byRecipient.group(2)));
        } else if (after.matches()) {
            int id = Integer.parseInt(after.group(1));
            return Optional.of(each -> each.path("id").asInt() > id);
        }
        return Optional.empty();
    }

    /** What is left out stays, and of the attributes what is not named. */
    private Answer patch(int id, JsonNode body) {
        ObjectNode subscriber = subscribers.get(id);
        if (subscriber == null) {
            return refused(400, "Subscriber not found");
        }
        if (isNoAddress(subscriber.path("email").asString())) {
            return refused(400, "Invalid email.");
        }
        ((ObjectNode) subscriber.path("attribs")).setAll((ObjectNode) body.path("attribs"));
        askToConfirm(subscriber, body.path("preconfirm_subscriptions").asBoolean());
        return new Answer(200, Map.of("data", subscriber));
    }

    /** For every list that is still to be confirmed, whatever the call was about. */
    private void askToConfirm(ObjectNode subscriber, boolean preconfirmed) {
        if (!preconfirmed) {
            subscriber.path("lists").forEach(on -> {
                if (status(on).equals("unconfirmed")
                        && "double".equals(lists.get(on.path("id").asInt()))) {
                    askedToConfirm.add(subscriber.path("email").asString());
                }
            });
        }
    }

    /** Of who is not there it is done all the same. */
    private Answer delete(int id) {
        subscribers.remove(id);
        bounces.remove(id);
        return done();
    }

    private Answer manageLists(JsonNode body) {
        if (body.path("ids").isEmpty()) {
            return refused(400, "No IDs given.");
        }
        if (body.path("target_list_ids").isEmpty()) {
            return refused(400, "No lists given.");
        }
        String action = body.path("action").asString("");
        if (!Set.of("add", "remove", "unsubscribe").contains(action)) {
            return refused(400, "Invalid action.");
        }
        for (JsonNode id : body.path("ids")) {
            for (JsonNode list : body.path("target_list_ids")) {
                ObjectNode subscriber = subscribers.get(id.asInt());
                if (action.equals("add")) {
                    if (subscriber == null || !lists.containsKey(list.asInt())) {
                        return refused(500, "Error updating subscribers: violates foreign key constraint");
                    }
                    put(subscriber, list.asInt(), body.path("status").asString("unconfirmed"));
                } else if (subscriber != null && action.equals("remove")) {
                    drop(subscriber, list.asInt());
                }
            }
        }
        return done();
    }

    /** Where there is one already, only its status changes. */
    private void put(ObjectNode subscriber, int list, String status) {
        ObjectNode on = on(subscriber, list);
        if (on == null) {
            on = subscriber.withArray("lists").addObject().put("id", list);
            on.put("subscription_created_at", time()).put("subscription_updated_at", time());
        }
        on.put("subscription_status", status);
    }

    private static void drop(ObjectNode subscriber, int list) {
        var on = subscriber.withArray("lists");
        for (int i = on.size() - 1; i >= 0; i--) {
            if (on.path(i).path("id").asInt() == list) {
                on.remove(i);
            }
        }
    }

    private static @Nullable ObjectNode on(JsonNode subscriber, int list) {
        return subscriber.path("lists").values().stream()
                .filter(each -> each.path("id").asInt() == list)
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElse(null);
    }

    private ObjectNode byEmail(String email) {
        return subscribers.values().stream()
                .filter(each -> each.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private static String status(JsonNode on) {
        return on.path("subscription_status").asString();
    }

    /** As PostgreSQL writes it in JSON. */
    private String time() {
        return now.atOffset(ZoneOffset.ofHours(1)).toString();
    }

    private static boolean isNoAddress(String email) {
        return !ADDRESS.matcher(email).matches();
    }

    private static int id(String path) {
        return Integer.parseInt(path.replaceAll("[^0-9]", ""));
    }

    private static Answer refused(int status, String message) {
        return new Answer(status, Map.of("message", message));
    }

    private static Answer done() {
        return new Answer(200, Map.of("data", true));
    }
}
