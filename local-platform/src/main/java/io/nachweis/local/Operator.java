package io.nachweis.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** What an operator looks at and orders, through the gateway as from anywhere else, with a token. */
final class Operator {

    private static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");

    private final ApiClient api;

    private Operator(ApiClient api) {
        this.api = api;
    }

    static Operator of(CommandLine line) {
        return new Operator(ApiClient.of(line, "operator"));
    }

    void deadLetters(List<String> words) {
        switch (words) {
            case List<String> none when none.isEmpty() -> SERVICES.forEach(this::show);
            case List<String> order
            when order.size() == 4 && order.getFirst().equals("release") ->
                release(order.get(1), order.get(2), order.get(3));
            default ->
                throw new CannotRun("There are: dead-letters, and dead-letters release SERVICE PROJECTION POSITION.");
        }
    }

    private void show(String service) {
        JsonNode letters = get(service, "/dead-letters").path("deadLetters");
        if (letters.isEmpty()) {
            System.out.printf("%s put nothing aside%n", service);
        }
        for (JsonNode letter : letters) {
            System.out.printf(
                    "%s %s %d: %s since %s, tried %d times, %d waiting behind it%n",
                    service,
                    letter.path("projection").asString(),
                    letter.path("position").asLong(),
                    letter.path("cause").asString("no failure of its own"),
                    letter.path("since").asString(),
                    letter.path("tries").asInt(),
                    letter.path("waiting").asInt());
        }
    }

    private void release(String service, String projection, String position) {
        JsonNode released = post(service, "/dead-letters/" + projection + "/" + position + "/release");
        System.out.printf("Handled now: %d%n", released.path("released").asInt());
    }

    void rebuild(List<String> words) {
        if (words.size() != 2) {
            throw new CannotRun("rebuild needs SERVICE PROJECTION, such as: rebuild newsletter due");
        }
        post(words.get(0), "/projections/" + words.get(1) + "/rebuild");
        follow(words.get(0), words.get(1));
    }

    /** Until it has caught up. */
    private void follow(String service, String processor) {
        String shown = "";
        while (true) {
            JsonNode standing = standing(service, processor);
            String now = "%s %s: %d of %d"
                    .formatted(
                            service,
                            processor,
                            standing.path("position").asLong() + 1,
                            standing.path("head").asLong() + 1);
            if (!now.equals(shown)) {
                System.out.println(now);
                shown = now;
            }
            if (!standing.path("rebuilding").asBoolean()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    void republish(List<String> words) {
        if (words.size() != 2 || !words.getLast().matches("[0-9]{1,18}")) {
            throw new CannotRun("republish needs SERVICE --from POSITION, such as: republish consent --from 0");
        }
        String service = words.getFirst();
        api.post(path(service, "/publication/republish"), "{\"from\": %s}".formatted(words.getLast()));
        follow(service, "publication");
    }

    private JsonNode standing(String service, String projection) {
        for (JsonNode standing : get(service, "/processors").path("processors")) {
            if (standing.path("processor").asString("").equals(projection)) {
                return standing;
            }
        }
        throw new CannotRun(service + " says nothing of " + projection);
    }

    private JsonNode get(String service, String path) {
        return api.get(path(service, path));
    }

    private JsonNode post(String service, String path) {
        return api.post(path(service, path));
    }

    private static String path(String service, String path) {
        return "/operations/" + service + path;
    }
}
