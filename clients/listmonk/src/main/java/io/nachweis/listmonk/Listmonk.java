package io.nachweis.listmonk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The calls of listmonk's API that keeping one list takes. No call of these makes listmonk send a mail. */
final class Listmonk {

    /** Listmonk gives no more at once, whatever it is asked for. */
    private static final int PAGE = 50;

    private static final Set<String> UNDELIVERED = Set.of("hard", "soft");

    private final AdapterHttpClient http;
    private final int list;

    Listmonk(AdapterHttpClient http, int list) {
        this.http = http;
        this.list = list;
    }

    /**
     * Adds somebody listmonk does not know.
     *
     * @throws IOException also where the list does not exist: listmonk then keeps the person without any
     */
    void create(String email, Map<String, Object> attribs) throws IOException, InterruptedException {
        var created = http.send(
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
        if (Subscriber.of(created.path("data"), list).subscription().isEmpty()) {
            throw new IOException("listmonk has no list " + list);
        }
    }

    Optional<Subscriber> findByEmail(String email) throws IOException, InterruptedException {
        return find("LOWER(subscribers.email) = LOWER('" + email.replace("'", "''") + "')");
    }

    /** @param recipient hexadecimal, so that it can stand in a query */
    Optional<Subscriber> findByRecipient(String purpose, String recipient) throws IOException, InterruptedException {
        return find("subscribers.attribs->'nachweis'->'" + purpose + "'->>'recipient' = '" + recipient + "'");
    }

    /** Everybody on the list, whatever the status of their subscription. */
    List<Subscriber> subscribers() throws IOException, InterruptedException {
        return all("");
    }

    /** Whose subscription has ended in listmonk, for whatever reason. */
    List<Subscriber> unsubscribed() throws IOException, InterruptedException {
        return all("&subscription_status=unsubscribed");
    }

    /**
     * Whether it was listmonk itself that ended the subscription, after mails could not be delivered: it may be set to
     * unsubscribe whose mails bounce. A complaint is the person's, and no bounce.
     */
    boolean isEndedByBounces(Subscriber subscriber) throws IOException, InterruptedException {
        boolean isUntouched = subscriber
                .subscription()
                .filter(Subscriber.Subscription::isUntouched)
                .isPresent();
        if (!isUntouched) {
            return false;
        }
        JsonNode bounces =
                http.get("/api/subscribers/" + subscriber.id() + "/bounces").path("data");
        return !bounces.isEmpty()
                && bounces.values().stream()
                        .allMatch(each -> UNDELIVERED.contains(each.path("type").asString("")));
    }

    /** Changes our notes, and no subscription. Left unsaid, listmonk would ask people to confirm other lists. */
    void describe(Subscriber subscriber, Map<String, Object> attribs) throws IOException, InterruptedException {
        http.send(
                "PATCH",
                "/api/subscribers/" + subscriber.id(),
                Map.of("attribs", attribs, "preconfirm_subscriptions", true));
    }

    /** Anew where one has ended: listmonk would keep the dates of the old one, by which we know who ended it. */
    void add(Subscriber subscriber) throws IOException, InterruptedException {
        if (subscriber.subscription().isPresent()) {
            remove(subscriber);
        }
        change(subscriber, "add");
    }

    void remove(Subscriber subscriber) throws IOException, InterruptedException {
        change(subscriber, "remove");
    }

    void delete(Subscriber subscriber) throws IOException, InterruptedException {
        http.send("DELETE", "/api/subscribers/" + subscriber.id(), null);
    }

    private void change(Subscriber subscriber, String action) throws IOException, InterruptedException {
        http.send(
                "PUT",
                "/api/subscribers/lists",
                Map.of(
                        "ids",
                        List.of(subscriber.id()),
                        "action",
                        action,
                        "target_list_ids",
                        List.of(list),
                        "status",
                        "confirmed"));
    }

    private Optional<Subscriber> find(String query) throws IOException, InterruptedException {
        return results(query, "").stream().findFirst();
    }

    /** Page by page by number, so that nobody is missed when others come and go meanwhile. */
    private List<Subscriber> all(String which) throws IOException, InterruptedException {
        var found = new ArrayList<Subscriber>();
        int last = 0;
        while (true) {
            var page = results("subscribers.id > " + last, "&list_id=" + list + "&order=asc" + which);
            if (page.isEmpty()) {
                return found;
            }
            found.addAll(page);
            last = page.getLast().id();
        }
    }

    private List<Subscriber> results(String query, String parameters) throws IOException, InterruptedException {
        JsonNode results = http.get("/api/subscribers?per_page=" + PAGE + "&page=1" + parameters + "&query="
                        + URLEncoder.encode(query, UTF_8))
                .at("/data/results");
        return results.values().stream().map(each -> Subscriber.of(each, list)).toList();
    }
}
