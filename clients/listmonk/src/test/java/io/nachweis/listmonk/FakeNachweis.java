package io.nachweis.listmonk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An audience of the controller idm, two changes a page. */
final class FakeNachweis extends FakeServer {

    private static final String CHANGES = "/api/v1/idm/audiences/newsletter/changes";
    private static final int PAGE = 2;

    final List<Map<String, Object>> log = new ArrayList<>();
    final List<String> withdrawals = new ArrayList<>();
    final Set<String> erased = new HashSet<>();

    @Override
    synchronized Answer answer(Request request) {
        if (!request.authorization().equals("Bearer app")) {
            return new Answer(401, Map.of());
        }
        if (request.path().equals(CHANGES)) {
            int after = Integer.parseInt(request.query().getOrDefault("after", "-1"));
            var page = log.subList(after + 1, Math.min(log.size(), after + 1 + PAGE));
            int last = after + page.size();
            return new Answer(
                    200,
                    Map.of(
                            "usableUntil",
                            "2026-11-24T12:00:00Z",
                            "changes",
                            page,
                            "next",
                            CHANGES + "?after=" + last,
                            "more",
                            page.size() == PAGE));
        }
        if (request.method().equals("POST") && request.path().endsWith("/purposes/newsletter/withdrawals")) {
            String subject = request.path().split("/", -1)[5];
            withdrawals.add(subject + " " + request.body().path("channel").asString());
            return new Answer(erased.contains(subject) ? 404 : 201, Map.of());
        }
        return new Answer(404, Map.of());
    }

    synchronized void joined(String email, int person, String since) {
        var change = new HashMap<String, Object>(left(person));
        change.put("change", "joined");
        change.put("subject", "1." + person);
        change.put("email", email);
        change.put("since", since);
        change.put("locale", "de");
        change.put("unsubscribe", "https://u/" + person);
        change.put("preferences", "https://p/" + person);
        change.put("listUnsubscribe", "<https://o/" + person + ">");
        log.add(change);
    }

    synchronized void leaves(int person) {
        log.add(left(person));
    }

    private static Map<String, Object> left(int person) {
        return Map.of("change", "left", "recipient", "%032x".formatted(person));
    }
}
