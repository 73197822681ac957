package io.nachweis.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the internal API in the role of the privacy desk. */
final class DeskClient {

    private static final int LOOKED_UP_AT_ONCE = 500;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BenchmarkedPlatform platform;
    private final String authorization;

    private DeskClient(BenchmarkedPlatform platform, String authorization) {
        this.platform = platform;
        this.authorization = authorization;
    }

    static DeskClient of(BenchmarkedPlatform platform) throws IOException {
        try (var site = new HttpConnection("localhost", platform.site())) {
            String issued = site.post(
                            "/token",
                            "{\"role\":\"privacy-desk\",\"controllers\":[\"idm\"],\"purposes\":[]}",
                            "Content-Type: application/json")
                    .expect(200)
                    .body();
            return new DeskClient(
                    platform,
                    "Authorization: Bearer "
                            + JSON.readTree(issued).path("access_token").stringValue());
        }
    }

    List<String> subjects(List<String> addresses) throws IOException {
        var subjects = new ArrayList<String>();
        try (var gateway = new HttpConnection("127.0.0.1", platform.port())) {
            for (int start = 0; start < addresses.size(); start += LOOKED_UP_AT_ONCE) {
                List<String> some = addresses.subList(start, Math.min(addresses.size(), start + LOOKED_UP_AT_ONCE));
                String found = gateway.post(
                                "/api/v1/idm/subjects/lookup",
                                "{\"emails\":" + JSON.writeValueAsString(some) + "}",
                                "Content-Type: application/json",
                                authorization)
                        .expect(200)
                        .body();
                for (JsonNode each : JSON.readTree(found)) {
                    subjects.add(each.path("subject").stringValue());
                }
            }
        }
        return subjects;
    }

    /** How many entries the services have about a person, and of how many services. */
    Held held(String subject) throws IOException {
        try (var gateway = new HttpConnection("127.0.0.1", platform.port())) {
            JsonNode entries = JSON.readTree(gateway.get("/api/v1/idm/subjects/" + subject + "/history", authorization)
                            .expect(200)
                            .body())
                    .path("entries");
            return new Held(entries.size(), (int) entries.valueStream()
                    .map(entry -> entry.path("service").asString(""))
                    .distinct()
                    .count());
        }
    }

    record Held(int entries, int services) {}
}
