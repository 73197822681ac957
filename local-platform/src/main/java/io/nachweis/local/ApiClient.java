package io.nachweis.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as a member of staff calls it from the console: through the gateway as from anywhere else, with a token. */
final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Ports ports;
    private final String token;

    private ApiClient(Ports ports, @Nullable String token, String role) {
        this.ports = ports;
        this.token = token == null ? ofTrial(role) : token;
    }

    /** A trial gives the token; for real it is from where staff sign in. */
    static ApiClient of(CommandLine line, String role) {
        String token = System.getenv("NACHWEIS_TOKEN");
        if (token == null && DataFolder.isReal(line.data())) {
            throw new CannotRun("NACHWEIS_TOKEN must hold an access token of the role " + role + ".");
        }
        return new ApiClient(line.ports(), token, role);
    }

    private String ofTrial(String role) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ports.siteUrl() + "/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"role\": \"%s\"}".formatted(role)))
                .build();
        return send(request).path("access_token").asString("");
    }

    JsonNode get(String path, String language) {
        return send(request(path).header("Accept-Language", language).GET());
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    JsonNode post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(gateway() + "/api/v1" + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new CannotRun("These are no names that stand in an address.");
        }
    }

    private String gateway() {
        return ProductionEnvironment.speaksTls(System.getenv())
                ? Objects.requireNonNullElse(System.getenv("PUBLIC_URL"), ports.publicUrl())
                : ports.publicUrl();
    }

    private JsonNode send(HttpRequest.Builder request) {
        return send(request.build());
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
