package io.nachweis.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.platform.Contracts;
import io.nachweis.platform.Contracts.Operation;
import io.nachweis.platform.StoryHttpClient;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A call of the documents, spoilt: where it goes, how, and what comes with it. The same seed and number spoil the same
 * call in the same way.
 */
final class Mutation {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW", "");
    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json; charset=no-such-thing",
            "application/x-www-form-urlencoded; charset=%c",
            "application/%c",
            "%c",
            "*/*",
            "",
            ";;;");
    private static final List<String> HEADERS = List.of(
            "Accept: application/%c",
            "Accept: %c",
            "Accept: text/html;q=9",
            "Accept-Encoding: gzip;q=%c",
            "Accept-Language: %c",
            "Accept-Language: de-%c-x-y-z;q=0.5,*;q=%c",
            "Authorization: Bearer %c",
            "Authorization: Bearer %c.%c.%c",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
            "Authorization: Basic %c",
            "Authorization: %c",
            "Authorization: Bearer ",
            "Content-Encoding: gzip",
            "Content-Language: %c",
            "Cookie: JSESSIONID=%c; a=\"%c",
            "Expect: %c",
            "Expect: 100-continue",
            "Forwarded: for=%c;host=%c;proto=%c",
            "Host: %c.example.org",
            "If-Match: %c",
            "If-Modified-Since: %c",
            "If-None-Match: \"%c",
            "Idempotency-Key: %c",
            "Idempotency-Key: \"%c\"",
            "Origin: https://%c.example.org",
            "Origin: null",
            "Origin: %c",
            "Access-Control-Request-Method: %c",
            "Access-Control-Request-Headers: %c",
            "Range: bytes=%c",
            "Range: bytes=0-0,1-1,2-2",
            "Referer: https://%c.example.org/",
            "traceparent: 00-%c",
            "Upgrade: %c",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "X-Forwarded-For: %c, 192.0.2.1",
            "X-Forwarded-Host: %c.example.org",
            "X-Forwarded-Prefix: /%c",
            "X-Forwarded-Proto: %c",
            "X-HTTP-Method-Override: DELETE",
            "X-Nachweis-Client: v3;192.0.2.1;%c;1;%c",
            "X-Original-URL: /internal/%c",
            "X-Request-Id: %c",
            "X-\u00e4: %c",
            "%c: %c");
    /** Where nobody can say what the next request on the connection would be. */
    private static final List<String> BROKEN_HEADERS = List.of(
            "Content-Length: 7",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: %c",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: %c",
            "Transfer-Encoding: chunked, chunked",
            "Host:",
            "Host: a b",
            "Host: [::1",
            " folded: %c",
            "no colon %c",
            ": %c",
            "nul: \0%c",
            "bell: \u0007%c");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "null",
            "%c",
            "%c\0",
            "%c\r\nBcc: %c@example.org",
            "%c\u202e\u200b\ufeff",
            "%c@example.org",
            "a@%c@example.org",
            "%c@[127.0.0.1]",
            "\"%c\"@example.org",
            "%c@xn--%c-.example.org",
            "%c@ex\u0430mple.org",
            "../../%c",
            "${jndi:ldap://%c}",
            "#{%c}",
            "<script>%c</script>",
            "' or 1=1 -- %c",
            "{\"$ne\":\"%c\"}",
            "$where",
            "newsletter/%c/de",
            "newsletter/999999999999999999999/de",
            "1." + "A".repeat(43),
            "erased",
            "-1",
            "1e999",
            "9007199254740993",
            "2026-02-30T25:61:61Z",
            "+1000000000-12-31T23:59:59Z",
            "%25%00",
            "\ud83d\ude00%c",
            "\ud800");

    private static final List<String> SEGMENTS = List.of(
            "%c",
            "..",
            ".",
            "",
            "%%2e%%2e",
            "%%2F",
            "%%00",
            "%%0d%%0a%c",
            "%%",
            "%%zz",
            ";%c=1",
            "a;b",
            "%%c3%%28",
            "\u00e4",
            "|%c",
            "<%c>",
            "\\%c",
            "//",
            "*",
            "{controller}",
            "idm",
            "nobody",
            "internal",
            "actuator",
            "1." + "A".repeat(43),
            "erased",
            "lookup");

    private final RandomGenerator random;
    private final String canary;
    private final String token;
    private final Operation operation;

    private String method;
    private String path;
    private final List<String> query = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private String mediaType = "";
    private byte[] body = new byte[0];
    private String framing = "";
    private boolean last;

    /** @param token of somebody who may call what the documents say */
    static Mutation of(long seed, int number, String token) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        List<Operation> operations = Contracts.operations();
        Mutation mutation = new Mutation(random, number, operations.get(random.nextInt(operations.size())), token);
        int spoilt = 1 + random.nextInt(3);
        for (int i = 0; i < spoilt; i++) {
            mutation.spoil();
        }
        return mutation;
    }

    private Mutation(RandomGenerator random, int number, Operation operation, String token) {
        this.random = random;
        this.canary = "cnry" + Integer.toString(number, 36) + "x" + Long.toString(random.nextLong() >>> 40, 36);
        this.operation = operation;
        this.token = token;
        this.method = operation.method().toUpperCase(Locale.ROOT);
        this.path = operation.path();
        Map<String, String> examples = parameters();
        examples.forEach((name, value) -> path = path.replace("{" + name + "}", value));
        if (operation.needsToken()) {
            headers.add("Authorization: Bearer " + token);
        }
        JsonNode content = operation.definition().path("requestBody").path("content");
        List<String> types = new ArrayList<>(content.propertyNames());
        if (!types.isEmpty()) {
            mediaType = types.get(random.nextInt(types.size()));
            JsonNode example = content.path(mediaType).path("example");
            body = (mediaType.equals("application/json") ? example.toString() : form(example)).getBytes(UTF_8);
        }
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether nothing can follow on the same connection. */
    boolean isLast() {
        return last;
    }

    /** The call it was made from. */
    String call() {
        return operation.method().toUpperCase(Locale.ROOT) + " " + operation.path();
    }

    String canary() {
        return canary;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (!mediaType.isEmpty()) {
            head.append("Content-Type: ").append(mediaType).append("\r\n");
        }
        if (framing.isEmpty()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        } else {
            head.append(framing).append("\r\n");
        }
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        String all = new String(bytes(), ISO_8859_1).replace(token, "<token>");
        return all.length() > 1_500 ? all.substring(0, 1_500) + " … " + all.length() : all;
    }

    private void spoil() {
        switch (random.nextInt(12)) {
            case 0 -> method = one(METHODS);
            case 1 -> spoilPath();
            case 2 -> spoilQuery();
            case 3, 4 -> headers.add(one(HEADERS));
            case 5 -> mediaType = one(MEDIA_TYPES);
            case 6 -> spoilToken();
            case 7 -> spoilFraming();
            case 8 -> many();
            case 9 -> spoilBytes();
            default -> spoilBody();
        }
        last |= method.isEmpty() || method.equals("CONNECT");
    }

    private void spoilPath() {
        List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        int at = random.nextInt(segments.size());
        switch (random.nextInt(5)) {
            case 0 -> segments.remove(at);
            case 1 -> segments.add(at, one(SEGMENTS));
            case 2 -> segments.set(at, segments.get(at).toUpperCase(Locale.ROOT));
            case 3 -> segments.set(at, canary + "y".repeat(random.nextInt(9_000)));
            default -> segments.set(at, one(SEGMENTS));
        }
        path = "/" + String.join("/", segments);
        last = true;
    }

    private void spoilQuery() {
        String value = random.nextBoolean()
                ? URLEncoder.encode(one(VALUES), UTF_8)
                : one(List.of("%%", "%%ff", "%%00", "%c[]", "&&==&", "%c;%c", "+", "token=%c", "\u00e4"));
        query.add(one(List.of("token", "locale", "action", "controller", "%c", "")) + "=" + value);
        last = true;
    }

    private void spoilToken() {
        headers.removeIf(header -> header.startsWith("Authorization"));
        char[] letters = token.toCharArray();
        int at = random.nextInt(letters.length);
        letters[at] = (char) ('!' + random.nextInt(90));
        headers.add("Authorization: Bearer "
                + one(List.of(
                        new String(letters),
                        token.substring(0, at),
                        token + canary,
                        canary + token,
                        token.replaceFirst("[.][^.]*$", "."))));
    }

    private void spoilFraming() {
        switch (random.nextInt(3)) {
            case 0 -> framing = one(BROKEN_HEADERS);
            case 1 -> {
                framing = "Transfer-Encoding: chunked";
                body = (Integer.toHexString(random.nextInt(1 << 20)) + "\r\n" + canary + "\r\n0\r\n\r\n")
                        .getBytes(UTF_8);
            }
            default -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
        }
        last = true;
    }

    private void many() {
        int number = one(List.of(20, 150, 1_000));
        switch (random.nextInt(4)) {
            case 0 -> IntStream.range(0, number).forEach(i -> headers.add("X-" + i + ": " + canary));
            case 1 -> headers.add("X-Long: " + canary.repeat(number));
            case 2 -> IntStream.range(0, number).forEach(i -> query.add("q" + i + "=" + canary));
            default -> headers.add("Cookie: " + (canary + "=1; ").repeat(number));
        }
        last = true;
    }

    private void spoilBytes() {
        if (body.length == 0) {
            body = canary.getBytes(UTF_8);
        }
        for (int i = 0; i <= random.nextInt(4); i++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
    }

    private void spoilBody() {
        if (mediaType.isEmpty()) {
            mediaType = one(MEDIA_TYPES);
        }
        int depth = one(List.of(10, 40, 1_000, 50_000));
        body = (switch (random.nextInt(10)) {
                    case 0 -> "[".repeat(depth);
                    case 1 -> "{\"email\":".repeat(depth) + "1" + "}".repeat(depth);
                    case 2 ->
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "\"f" + i + "\":\"" + canary + "\"")
                                .collect(Collectors.joining(",", "{", "}"));
                    case 3 -> ("a=" + canary + "&").repeat(one(List.of(10, 999, 1_001, 10_000)));
                    case 4 -> "{\"email\":\"" + canary.repeat(one(List.of(1, 100, 5_000, 50_000))) + "@example.org\"}";
                    case 5 -> new String(body, UTF_8).replaceFirst("^\\{", "{\"email\":\"" + canary + "\",");
                    default -> withOtherValues();
                })
                .getBytes(random.nextInt(8) == 0 ? ISO_8859_1 : UTF_8);
    }

    /** What the document has as an example, with one member of another kind, or without it. */
    private String withOtherValues() {
        JsonNode content = operation.definition().path("requestBody").path("content");
        Map<String, Object> members = new LinkedHashMap<>();
        content.forEach(type -> type.path("example").forEachEntry(members::put));
        List<String> names = new ArrayList<>(members.keySet());
        names.addAll(List.of("company", "role", "formToken", "returnTo", "token", "%c"));
        String name = one(names);
        switch (random.nextInt(7)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(name, List.of());
            case 2 -> members.put(name, Map.of(canary, canary));
            case 3 -> members.put(name, random.nextLong());
            case 4 -> members.put(name, List.of(one(VALUES), one(VALUES)));
            case 5 -> members.put(name, random.nextBoolean());
            default -> members.put(name, one(VALUES));
        }
        return mediaType.startsWith("application/x-www")
                ? form(StoryHttpClient.JSON.valueToTree(members))
                : StoryHttpClient.JSON.writeValueAsString(members);
    }

    private Map<String, String> parameters() {
        Map<String, String> examples = new LinkedHashMap<>();
        for (JsonNode parameter : Contracts.parameters(operation)) {
            String name = parameter.path("name").asString("");
            String example = parameter.path("example").asString("");
            if (parameter.path("in").asString("").equals("query")) {
                query.add(name + "=" + example);
            } else {
                examples.put(name, example);
            }
        }
        return examples;
    }

    private static String form(JsonNode members) {
        List<String> fields = new ArrayList<>();
        members.forEachEntry((name, value) -> fields.add(URLEncoder.encode(name, UTF_8) + "="
                + URLEncoder.encode(value.isString() ? value.asString() : value.toString(), UTF_8)));
        return String.join("&", fields);
    }

    private <T> T one(List<T> choices) {
        T choice = choices.get(random.nextInt(choices.size()));
        @SuppressWarnings("unchecked") // A text for a text.
        T filled = choice instanceof String text ? (T) fill(text) : choice;
        return filled;
    }

    private String fill(String text) {
        return text.replace("%c", canary).replace("%%", "%");
    }
}
