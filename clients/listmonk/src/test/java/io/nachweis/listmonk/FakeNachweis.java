package io.nachweis.listmonk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An audience of the controller idm, two changes a page. It takes the channels that the published contract names. */
final class FakeNachweis extends FakeServer {

    private static final String CHANGES = "/api/v1/idm/audiences/newsletter/changes";
    private static final Path CONTRACT = Path.of("../../consent-service/src/main/resources/consent/openapi.yaml");
    private static final int PAGE = 2;

    final List<Map<String, Object>> log = new ArrayList<>();
    final List<String> withdrawals = new ArrayList<>();
    final Map<String, String> receivedAt = new HashMap<>();
    final Set<String> erased = new HashSet<>();
    final Set<String> refused = new HashSet<>();
    private final Set<String> channels = channels();

    @Override
    synchronized Answer answer(Request request) {
        if (!request.authorization().equals("Bearer app")) {
            return problem(401, "unauthorized");
        }
        if (request.path().equals(CHANGES)) {
            int after = Integer.parseInt(request.query().getOrDefault("after", "-1"));
            return after >= log.size() ? problem(410, "unknown-cursor") : changes(after);
        }
        if (request.method().equals("POST") && request.path().endsWith("/purposes/newsletter/withdrawals")) {
            String subject = request.path().split("/", -1)[5];
            String channel = request.body().path("channel").asString("");
            if (!channels.contains(channel) || refused.contains(subject)) {
                return problem(400, "invalid-field");
            }
            if (erased.contains(subject)) {
                return problem(404, "no-consent-known");
            }
            withdrawals.add(subject + " " + channel);
            receivedAt.put(subject, request.body().path("receivedAt").asString());
            return new Answer(201, Map.of());
        }
        return problem(404, "not-found");
    }

    private Answer changes(int after) {
        var page = log.subList(after + 1, Math.min(log.size(), after + 1 + PAGE));
        int last = after + page.size();
        return new Answer(
                200,
                Map.of(
                        "usableUntil",
                        "2024-11-26T12:00:00Z",
                        "changes",
                        page,
                        "next",
                        CHANGES + "?after=" + last,
                        "more",
                        page.size() == PAGE));
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

    private static Answer problem(int status, String slug) {
        return new Answer(status, Map.of("type", "https://nachweis.io/problems/" + slug, "status", status));
    }

    private static Set<String> channels() {
        try {
            String names = Files.readString(CONTRACT)
                    .replaceAll("(?s).*operationId: withdraw\n.*? channel:.*?enum: \\[(.*?)].*", "$1");
            return Set.of(names.split(", ", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
