package io.nachweis.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as curl would speak it: no redirect is followed, no cookie kept. */
public final class StoryHttpClient {

    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The end of a problem's type; empty when this is no problem. */
        public String problem() {
            return header("Content-Type").startsWith("application/problem+json")
                    ? json().path("type").asString("").replaceFirst(".*/", "")
                    : "";
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private StoryHttpClient() {}

    public static Answer get(String address, String... headers) {
        return send(request(address, headers).GET());
    }

    public static Answer head(String address) {
        return send(request(address).HEAD());
    }

    /** A call as a document names it, in lower case; what it takes no body for gets none. */
    public static Answer call(String method, String address, Object body, String... headers) {
        return switch (method) {
            case "get" -> get(address, headers);
            case "delete" -> send(request(address, headers).DELETE());
            default ->
                send(request(address, headers)
                        .header("Content-Type", "application/json")
                        .method(
                                method.toUpperCase(Locale.ROOT),
                                BodyPublishers.ofString(JSON.writeValueAsString(body))));
        };
    }

    public static Answer postJson(String address, Object body, String... headers) {
        return post(address, "application/json", JSON.writeValueAsString(body), headers);
    }

    public static Answer postForm(String address, Map<String, String> fields, String... headers) {
        return post(
                address,
                "application/x-www-form-urlencoded",
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")),
                headers);
    }

    public static Answer post(String address, String contentType, String body, String... headers) {
        return send(
                request(address, headers).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
            // Only the gateway gives its answers an id.
            if (response.headers().firstValue("X-Request-Id").isPresent()) {
                Contracts.check(response.request().method(), response.uri().getRawPath(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
