package io.nachweis.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Calls as anyone would make them, told to the narrator. */
final class DemoHttpClient {

    /** What came back. */
    record Answer(int status, String body, JsonNode json) {}

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper mapper = JsonMapper.builder().build();
    private final Narrator narrator;

    DemoHttpClient(Narrator narrator) {
        this.narrator = narrator;
    }

    Answer get(String address, String... headers) {
        narrator.sent("GET " + path(address));
        return told(quietly(request(address, headers).GET()));
    }

    /** For waiting: asks again and again, which is no part of the story. */
    Answer ask(String address, String... headers) {
        return quietly(request(address, headers).GET());
    }

    Answer postJson(String address, Object body, String... headers) {
        String json = mapper.writeValueAsString(body);
        narrator.sent("POST " + path(address) + " " + json);
        return told(quietly(request(address, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))));
    }

    Answer putJson(String address, Object body, String... headers) {
        String json = mapper.writeValueAsString(body);
        narrator.sent("PUT " + path(address) + " " + json);
        return told(quietly(request(address, headers)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))));
    }

    Answer postForm(String address, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        narrator.sent("POST " + path(address) + " " + form);
        return told(quietly(request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
    }

    /** Without scheme and port, which are the same in every line. */
    private static String path(String address) {
        return address.replaceFirst("^https?://[^/]*", "");
    }

    private static HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(15));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer told(Answer answer) {
        String page = answer.body().startsWith("<") ? "a page" : answer.body();
        narrator.came(answer.status() + " " + page);
        return answer;
    }

    private Answer quietly(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode json = isJson ? mapper.readTree(response.body()) : mapper.missingNode();
            return new Answer(response.statusCode(), response.body(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
