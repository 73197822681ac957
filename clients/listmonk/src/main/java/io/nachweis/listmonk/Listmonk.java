package io.nachweis.listmonk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The calls of listmonk's API that keeping one list takes. No call of these makes listmonk send a mail. */
final class Listmonk {

    private static final int CONFLICT = 409;
    private static final int PAGE = 500;

    private final AdapterHttpClient http;
    private final int list;

    Listmonk(AdapterHttpClient http, int list) {
        this.http = http;
        this.list = list;
    }

    /** False when listmonk knows the address already. */
    boolean create(String email, Map<String, Object> attribs) throws IOException, InterruptedException {
        try {
            http.send(
                    "POST",
                    "/api/subscribers",
                    Map.of(
                            "email",
                            email,
                            // It must have one, and we know none.
                            "name",
                            email,
                            "status",
                            "enabled",
                            "lists",
                            List.of(list),
                            "preconfirm_subscriptions",
                            true,
                            "attribs",
                            attribs));
            return true;
        } catch (AdapterHttpClient.Refused e) {
            if (e.status() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    Optional<Subscriber> findByEmail(String email) throws IOException, InterruptedException {
        return find("LOWER(subscribers.email) = LOWER('" + email.replace("'", "''") + "')");
    }

    /** @param recipient hexadecimal, so that it can stand in a query */
    Optional<Subscriber> findByRecipient(String purpose, String recipient) throws IOException, InterruptedException {
        return find("subscribers.attribs->'nachweis'->'" + purpose + "'->>'recipient' = '" + recipient + "'");
    }

    /** Who left the list by listmonk's own pages. */
    List<Subscriber> unsubscribed() throws IOException, InterruptedException {
        var found = new ArrayList<Subscriber>();
        for (int page = 1; ; page++) {
            var results = results("list_id=" + list + "&subscription_status=unsubscribed&page=" + page);
            found.addAll(results);
            if (results.size() < PAGE) {
                return found;
            }
        }
    }

    void describe(Subscriber subscriber, Map<String, Object> attribs) throws IOException, InterruptedException {
        http.send("PATCH", "/api/subscribers/" + subscriber.id(), Map.of("attribs", attribs));
    }

    void add(Subscriber subscriber) throws IOException, InterruptedException {
        change(subscriber, Map.of("action", "add", "status", "confirmed"));
    }

    void remove(Subscriber subscriber) throws IOException, InterruptedException {
        change(subscriber, Map.of("action", "remove"));
    }

    void delete(Subscriber subscriber) throws IOException, InterruptedException {
        http.send("DELETE", "/api/subscribers/" + subscriber.id(), null);
    }

    private void change(Subscriber subscriber, Map<String, Object> action) throws IOException, InterruptedException {
        var body = new HashMap<String, Object>(action);
        body.put("ids", List.of(subscriber.id()));
        body.put("target_list_ids", List.of(list));
        http.send("PUT", "/api/subscribers/lists", body);
    }

    private Optional<Subscriber> find(String query) throws IOException, InterruptedException {
        return results("page=1&query=" + URLEncoder.encode(query, UTF_8)).stream()
                .findFirst();
    }

    private List<Subscriber> results(String query) throws IOException, InterruptedException {
        JsonNode results =
                http.get("/api/subscribers?per_page=" + PAGE + "&" + query).at("/data/results");
        return results.values().stream().map(each -> Subscriber.of(each, list)).toList();
    }
}
