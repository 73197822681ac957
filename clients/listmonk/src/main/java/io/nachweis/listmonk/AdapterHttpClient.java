package io.nachweis.listmonk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to one server, each call with what proves who calls. Follows no redirect: it might lead elsewhere. */
final class AdapterHttpClient {

    /** An answer other than success. What it says in words is left out, since it may repeat an address. */
    static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        /** Bad request, conflict, unprocessable: any other status is about the caller, the address or the server. */
        private static final Set<Integer> ABOUT_THE_CONTENT = Set.of(400, 409, 422);

        private final int status;
        private final String problem;

        Refused(String method, String server, int status, String problem) {
            super(method + " at " + server + " was answered " + status);
            this.status = status;
            this.problem = problem;
        }

        /** Whether the next one may fare better. */
        boolean isAboutTheContent() {
            return ABOUT_THE_CONTENT.contains(status);
        }

        /** Whether it is this problem (RFC 9457), by the end of its type. */
        boolean is(String slug) {
            return problem.endsWith("/" + slug);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI server;
    private final Supplier<String> authorization;

    AdapterHttpClient(URI server, Supplier<String> authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    JsonNode send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", authorization.get());
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(
                            method,
                            BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)));
        }
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new Refused(method, server.getHost(), answer.statusCode(), problem(answer.body()));
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String problem(byte[] answer) {
        try {
            return JsonMapper.shared().readTree(answer).path("type").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }
}
