package io.nachweis.listmonk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers the calls of listmonk's documented API that the adapter makes, and refuses all others. */
final class FakeListmonk extends FakeServer {

    private static final Pattern BY_EMAIL = Pattern.compile("LOWER\\(subscribers\\.email\\) = LOWER\\('(.*)'\\)");
    private static final Pattern BY_RECIPIENT =
            Pattern.compile("subscribers\\.attribs->'nachweis'->'([a-z-]+)'->>'recipient' = '([0-9a-f]+)'");

    final Map<Integer, ObjectNode> subscribers = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    private int last;

    @Override
    synchronized Answer answer(Request request) {
        calls.add(request.method() + " " + request.path());
        if (!request.authorization().equals("Basic YXBpOnNlY3JldA==")) {
            return new Answer(403, Map.of("message", "invalid session"));
        }
        String call = request.method() + " " + request.path().replaceAll("[0-9]+", "#");
        return switch (call) {
            case "POST /api/subscribers" -> create(request.body());
            case "GET /api/subscribers" -> find(request.query());
            case "PUT /api/subscribers/lists" -> lists(request.body());
            case "PATCH /api/subscribers/#" -> {
                ((ObjectNode) of(request).path("attribs"))
                        .setAll((ObjectNode) request.body().path("attribs"));
                yield done();
            }
            case "DELETE /api/subscribers/#" -> {
                subscribers.remove(of(request).path("id").asInt());
                yield done();
            }
            default -> new Answer(404, Map.of("message", "not found"));
        };
    }

    /** As somebody who is there for other reasons. */
    synchronized void has(String email, int list) {
        create(JsonMapper.shared().readTree("""
                {"email": "%s", "name": "x", "status": "enabled", "lists": [%d], "attribs": {"city": "Lübeck"}}
                """.formatted(email, list)));
    }

    /** By listmonk's own page. */
    synchronized void unsubscribes(String email, int list) {
        subscribers.values().stream()
                .filter(each -> each.path("email").asString().equals(email))
                .flatMap(each -> each.path("lists").values().stream())
                .filter(each -> each.path("id").asInt() == list)
                .forEach(each -> ((ObjectNode) each).put("subscription_status", "unsubscribed"));
    }

    /** The addresses that a campaign to this list would go to. */
    synchronized List<String> recipients(int list) {
        return subscribers.values().stream()
                .filter(each -> each.path("lists").values().stream()
                        .anyMatch(on -> on.path("id").asInt() == list
                                && on.path("subscription_status").asString().equals("confirmed")))
                .map(each -> each.path("email").asString())
                .sorted()
                .toList();
    }

    synchronized ObjectNode get(int id) {
        return Objects.requireNonNull(subscribers.get(id));
    }

    private Answer create(JsonNode body) {
        String email = body.path("email").asString().toLowerCase(Locale.ROOT);
        if (subscribers.values().stream()
                .anyMatch(each -> each.path("email").asString().equals(email))) {
            return new Answer(409, Map.of("message", "E-mail already exists."));
        }
        ObjectNode subscriber = JsonMapper.shared().createObjectNode();
        subscriber.put("id", ++last).put("email", email);
        subscriber.set("attribs", body.path("attribs"));
        subscriber.putArray("lists");
        subscribers.put(last, subscriber);
        String status = body.path("preconfirm_subscriptions").asBoolean() ? "confirmed" : "unconfirmed";
        body.path("lists").forEach(list -> put(subscriber, list.asInt(), status));
        return new Answer(200, Map.of("data", subscriber));
    }

    private Answer find(Map<String, String> query) {
        Predicate<JsonNode> matches = _ -> true;
        if (query.containsKey("query")) {
            Matcher byEmail = BY_EMAIL.matcher(query.get("query"));
            Matcher byRecipient = BY_RECIPIENT.matcher(query.get("query"));
            if (byEmail.matches()) {
                String email = byEmail.group(1).replace("''", "'").toLowerCase(Locale.ROOT);
                matches = each -> each.path("email").asString().equals(email);
            } else if (byRecipient.matches()) {
                matches = each -> each.at("/attribs/nachweis/" + byRecipient.group(1) + "/recipient")
                        .asString("")
                        .equals(byRecipient.group(2));
            } else {
                return new Answer(400, Map.of("message", "bad query"));
            }
        }
        if (query.containsKey("list_id")) {
            int list = Integer.parseInt(query.get("list_id"));
            String status = query.get("subscription_status");
            matches = matches.and(each -> each.path("lists").values().stream()
                    .anyMatch(on -> on.path("id").asInt() == list
                            && on.path("subscription_status").asString().equals(status)));
        }
        int page = Integer.parseInt(query.get("page"));
        var found = page > 1
                ? List.of()
                : subscribers.values().stream().filter(matches).toList();
        return new Answer(200, Map.of("data", Map.of("results", found, "total", found.size())));
    }

    private Answer lists(JsonNode body) {
        int list = body.at("/target_list_ids/0").asInt();
        for (JsonNode id : body.path("ids")) {
            ObjectNode subscriber = get(id.asInt());
            switch (body.path("action").asString()) {
                case "add" -> put(subscriber, list, body.path("status").asString());
                case "remove" -> drop(subscriber, list);
                default -> throw new IllegalArgumentException("No such action");
            }
        }
        return done();
    }

    private static void put(ObjectNode subscriber, int list, String status) {
        drop(subscriber, list);
        subscriber.withArray("lists").addObject().put("id", list).put("subscription_status", status);
    }

    private static void drop(ObjectNode subscriber, int list) {
        var lists = subscriber.withArray("lists");
        for (int i = lists.size() - 1; i >= 0; i--) {
            if (lists.path(i).path("id").asInt() == list) {
                lists.remove(i);
            }
        }
    }

    private ObjectNode of(Request request) {
        return get(Integer.parseInt(request.path().replaceAll(".*/", "")));
    }

    private static Answer done() {
        return new Answer(200, Map.of("data", true));
    }
}
