package io.nachweis.local;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real Keycloak in a process of its own, for a trial. It has the realm of {@code deploy/keycloak} and, besides, people
 * of the trial, one for each role. It remembers nothing.
 */
final class Keycloak implements Tokens {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final String APP_SECRET = "app";

    /**
     * Ends with its parent, even one that is killed: whoever waits for more input hears that there is none. And ends with
     * the server.
     */
    private static final String WATCHED =
            "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; { cat <&3; kill $server 2>/dev/null; } & wait $server";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JsonMapper json = JsonMapper.shared();
    private final Path distribution;
    private final Path realm;
    private final Path log;
    private final int port;

    /** @param distribution where it was unpacked; the launcher does that */
    Keycloak(@Nullable String distribution, Path home, Path log, int port) {
        if (distribution == null) {
            throw new CannotRun("Keycloak's distribution is missing; ./nachweis up --keycloak fetches it.");
        }
        this.distribution = Path.of(distribution);
        this.realm = home.resolve("deploy/keycloak");
        this.log = log;
        this.port = port;
    }

    String issuer() {
        return "http://localhost:" + port + "/realms/nachweis";
    }

    /** Returns when it answers. */
    AutoCloseable run() throws IOException {
        Path imported = distribution.resolve("data/import");
        Files.createDirectories(imported);
        Files.writeString(imported.resolve("nachweis-realm.json"), realmOfTrial());
        System.out.println("  … Keycloak starts; the first time it takes half a minute");
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-c",
                WATCHED,
                "keycloak",
                distribution.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://localhost:" + port);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx256m",
                        "NACHWEIS_APP_SECRET",
                        APP_SECRET,
                        "NACHWEIS_DESK_URL",
                        "http://localhost:" + port));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        AutoCloseable running = () -> end(process);
        try {
            awaitAnswer(process);
        } catch (RuntimeException e) {
            end(process);
            throw e;
        }
        return running;
    }

    private static void end(Process process) throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Process process) {
        Instant began = Instant.now();
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer())).build();
        while (send(request).isMissingNode()) {
            Duration waited = Duration.between(began, Instant.now());
            if (!process.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                throw new CannotRun("it does not answer; what it said is in " + log);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** The realm as it is deployed, with the people and the client that only a trial has. */
    private String realmOfTrial() throws IOException {
        ObjectNode whole = (ObjectNode) json.readTree(Files.readString(realm.resolve("nachweis-realm.json")));
        JsonNode more = json.readTree(Files.readString(realm.resolve("trial.json")));
        more.properties().forEach(part -> ((ArrayNode) whole.path(part.getKey())).addAll((ArrayNode) part.getValue()));
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(whole);
    }

    @Override
    public String token(String role, List<String> controllers, List<String> purposes) {
        boolean isApp = role.equals("app");
        Map<String, String> grant = isApp
                ? Map.of("grant_type", "client_credentials", "client_id", "nachweis-app", "client_secret", APP_SECRET)
                : Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "nachweis-trial",
                        "username",
                        role,
                        "password",
                        role + "-in-a-trial");
        JsonNode answer = send(HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(grant)))
                .build());
        String token = answer.path("access_token").asString("");
        if (controllers.isEmpty()
                || !carries(token, "controllers", controllers)
                || (isApp && !carries(token, "purposes", purposes))) {
            throw new IllegalArgumentException("Keycloak has nobody of this role with these controllers and purposes");
        }
        return token;
    }

    private static boolean carries(String token, String claim, List<String> wanted) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            return Objects.requireNonNullElse(claims.getStringListClaim(claim), List.of())
                    .containsAll(wanted);
        } catch (ParseException e) {
            return false;
        }
    }

    /** As the realm says: {@code accessTokenLifespan}. */
    @Override
    public Duration valid() {
        return Duration.ofMinutes(5);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Missing where it does not answer, or does not agree. */
    private JsonNode send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? json.readTree(answer.body()) : json.missingNode();
        } catch (IOException e) {
            return json.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
