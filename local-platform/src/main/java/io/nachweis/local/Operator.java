package io.nachweis.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator looks at and orders, through the gateway as from anywhere else, with a token. */
final class Operator {

    private static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ports ports;
    private final String token;

    private Operator(Ports ports, @Nullable String token) {
        this.ports = ports;
        this.token = token == null ? ofTrial() : token;
    }

    /** A trial gives the token; for real the operator has it from where operators sign in. */
    static Operator of(CommandLine line) {
        String token = System.getenv("NACHWEIS_TOKEN");
        if (token == null && DataFolder.isReal(line.data())) {
            throw new CannotRun("NACHWEIS_TOKEN must hold an access token of the role operator.");
        }
        return new Operator(line.ports(), token);
    }

    private String ofTrial() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ports.siteUrl() + "/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"role\": \"operator\"}"))
                .build();
        return send(request).path("access_token").asString("");
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
        send(request(service, "/publication/republish")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"from\": %s}".formatted(words.getLast())))
                .build());
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
        return send(request(service, path).GET().build());
    }

    private JsonNode post(String service, String path) {
        return send(request(service, path).POST(BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(address(service, path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private URI address(String service, String path) {
        try {
            return URI.create(gateway() + "/api/v1/operations/" + service + path);
        } catch (IllegalArgumentException e) {
            throw new CannotRun("These are no names of a service and a projection.");
        }
    }

    private String gateway() {
        return ProductionEnvironment.speaksTls(System.getenv())
                ? Objects.requireNonNullElse(System.getenv("PUBLIC_URL"), ports.publicUrl())
                : ports.publicUrl();
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new CannotRun(
                        answer.statusCode() + ": " + json.path("title").asString("no reason given"));
            }
            return json;
        } catch (IOException e) {
            throw new CannotRun("The platform does not answer at " + gateway() + ". Is it up?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
