package io.nachweis.local.site;

import io.nachweis.local.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of the gateway, as an internal application of a controller would use: its address and a token. */
final class GatewayClient {

    /** An answer: what came back, whatever it was. */
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    private final String address;
    private final Tokens tokens;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = JsonMapper.builder().build();

    GatewayClient(String address, Tokens tokens) {
        this.address = address;
        this.tokens = tokens;
    }

    Answer get(String role, String controller, String path) {
        return send(request(role, controller, path).GET().build());
    }

    Answer post(String role, String controller, String path, Object body) {
        return post(role, controller, path, body, UUID.randomUUID());
    }

    /** @param key of the request, which counts once however often it is sent */
    Answer post(String role, String controller, String path, Object body, UUID key) {
        return send(request(role, controller, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key.toString())
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(String role, String controller, String path) {
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/" + controller + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + tokens.token(role, List.of(controller), List.of()));
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), json.readTree(response.body()));
        } catch (IOException e) {
            return new Answer(503, json.createObjectNode().put("title", "The platform does not answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
