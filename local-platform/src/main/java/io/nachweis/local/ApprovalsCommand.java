package io.nachweis.local;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code ./nachweis approvals}: what waits for a second person, and that they approve it. */
final class ApprovalsCommand {

    private static final String USAGE = "approvals takes nothing, or approve ID, and --controller ID.";

    private ApprovalsCommand() {}

    static void run(CommandLine line) {
        ApiClient api = ApiClient.of(line, "approver");
        String path = "/" + line.options().getOrDefault("--controller", "idm") + "/approvals";
        switch (line.words()) {
            case List<String> words when words.isEmpty() -> show(api.get(path).path("approvals"));
            case List<String> words
            when words.size() == 2 && words.getFirst().equals("approve") -> {
                api.post(
                        path + "/" + words.getLast() + "/decisions",
                        "{\"decision\": \"approve\", \"reason\": \"examined\"}");
                System.out.println("It is approved, and is done from now on.");
            }
            default -> throw new CannotRun(USAGE);
        }
    }

    private static void show(JsonNode approvals) {
        if (approvals.isEmpty()) {
            System.out.println("Nothing waits for a second person.");
        }
        for (JsonNode each : approvals) {
            System.out.printf(
                    "%s  %s, until %s, SHA-256 %s%n",
                    each.path("approval").asString(),
                    each.path("action").asString(),
                    each.path("expiresAt").asString(),
                    each.path("sha256").asString());
            for (JsonNode part : each.path("request")) {
                System.out.printf(
                        "  %s, SHA-256 %s%n",
                        part.path("what").asString(), part.path("sha256").asString());
            }
        }
    }
}
