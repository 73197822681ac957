package io.nachweis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What every part promises in its OpenAPI document, and whether an answer keeps it. */
public final class Contracts {

    /** A call that a document names. */
    public record Operation(String part, String method, String path, JsonNode definition) {

        private Pattern pattern() {
            return Pattern.compile(
                    path.replaceAll("[.]", "\\\\.").replace("{path}", ".+").replaceAll("\\{[^}]*}", "[^/]+"));
        }

        boolean isAt(String address) {
            return pattern().matcher(address).matches();
        }

        /** Each call says it for itself, or else its document for all of them. */
        public boolean needsToken() {
            return definition.has("security")
                    ? !definition.path("security").isEmpty()
                    : document(part).has("security");
        }

        String pointer() {
            return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        }
    }

    public static final Map<String, Path> FILES = Map.of(
            "gateway", Path.of("../gateway/src/main/resources/gateway/openapi.yaml"),
            "lead", Path.of("../lead-service/src/main/resources/lead/openapi.yaml"),
            "newsletter", Path.of("../newsletter-service/src/main/resources/newsletter/openapi.yaml"),
            "consent", Path.of("../consent-service/src/main/resources/consent/openapi.yaml"),
            "rights", Path.of("../rights-service/src/main/resources/rights/openapi.yaml"));

    /** As they refer to each other, and as they are handed out. */
    private static final String BASE = "https://nachweis.io/api/v1/openapi/";

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private static final Map<String, JsonNode> DOCUMENTS = read();
    private static final List<Operation> OPERATIONS = operationsOf(DOCUMENTS);
    private static final SchemaRegistry SCHEMAS = registry();
    private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();

    private Contracts() {}

    public static List<Operation> operations() {
        return OPERATIONS;
    }

    public static JsonNode document(String part) {
        return Objects.requireNonNull(DOCUMENTS.get(part), part);
    }

    /** Follows a reference, if this is one. */
    public static JsonNode resolve(String part, JsonNode node) {
        String reference = node.path("$ref").asString("");
        if (reference.isEmpty()) {
            return node;
        }
        String[] target = reference.split("#", 2);
        String other = target[0].isEmpty() ? part : target[0].replace(".yaml", "");
        return document(other).at(JsonPointer.compile(target[1]));
    }

    /** Of its path and its own. */
    public static List<JsonNode> parameters(Operation operation) {
        JsonNode item = document(operation.part()).path("paths").path(operation.path());
        return Stream.of(item, operation.definition())
                .flatMap(level -> level.path("parameters").valueStream())
                .map(parameter -> resolve(operation.part(), parameter))
                .toList();
    }

    /** Fails unless the answer is one that the documents name for this call, or a problem where they name no such call. */
    static void check(String method, String path, Answer answer) {
        String called = method + " " + path + " → " + answer;
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        Optional<Operation> operation = OPERATIONS.stream()
                .filter(each -> each.method().equals(verb) && each.isAt(path))
                .findFirst();
        String part = operation.map(Operation::part).orElse("gateway");
        String at = operation
                .map(each -> each.pointer() + "/responses/" + statusOf(each, answer, called))
                .orElse("/components/responses/Refused");
        if (operation.isEmpty()) {
            assertThat(answer.status()).as(called).isBetween(400, 499);
        }
        JsonNode given = document(part).at(JsonPointer.compile(at));
        String reference = given.path("$ref").asString("");
        String location = reference.isEmpty()
                ? part + ".yaml#" + at
                : reference.startsWith("#") ? part + ".yaml" + reference : reference;
        checkHeaders(resolve(part, given), answer, called);
        if (!method.equals("HEAD") && !answer.body().isEmpty()) {
            checkBody(resolve(part, given), location, answer, called);
        }
    }

    private static String statusOf(Operation operation, Answer answer, String called) {
        JsonNode responses = operation.definition().path("responses");
        String exact = Integer.toString(answer.status());
        String range = exact.charAt(0) + "XX";
        assertThat(List.of(exact, range)).as(called).anyMatch(responses::has);
        return responses.has(exact) ? exact : range;
    }

    private static void checkHeaders(JsonNode response, Answer answer, String called) {
        response.path("headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean(false)) {
                assertThat(answer.headers().firstValue(name))
                        .as(name + " of " + called)
                        .isPresent();
            }
        });
    }

    private static void checkBody(JsonNode response, String location, Answer answer, String called) {
        String mediaType = answer.header("Content-Type").replaceFirst(";.*", "");
        JsonNode content = response.path("content");
        assertThat(content.propertyNames()).as("media types of " + called).contains(mediaType);
        if (!content.path(mediaType).has("schema")) {
            return;
        }
        String schema = location + "/content/" + mediaType.replace("/", "~1") + "/schema";
        List<Error> errors = KNOWN.computeIfAbsent(schema, each -> SCHEMAS.getSchema(SchemaLocation.of(BASE + each)))
                .validate(
                        answer.body(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as(called).isEmpty();
    }

    private static Map<String, JsonNode> read() {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, JsonNode> documents = new HashMap<>();
        FILES.forEach((part, file) -> {
            try {
                documents.put(part, StoryHttpClient.JSON.valueToTree(yaml.load(Files.readString(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Map.copyOf(documents);
    }

    /** Those without parameters first: they are meant where both fit. */
    private static List<Operation> operationsOf(Map<String, JsonNode> documents) {
        List<Operation> operations = new ArrayList<>();
        documents.forEach((part, document) -> document.path("paths")
                .forEachEntry((path, item) -> METHODS.stream()
                        .filter(item::has)
                        .forEach(method -> operations.add(new Operation(part, method, path, item.path(method))))));
        operations.sort(Comparator.comparing((Operation each) -> each.path().contains("{"))
                .thenComparing(Operation::path)
                .thenComparing(Operation::method));
        return List.copyOf(operations);
    }

    private static SchemaRegistry registry() {
        Map<String, String> texts = new HashMap<>();
        DOCUMENTS.forEach((part, document) -> texts.put(BASE + part + ".yaml", document.toString()));
        return SchemaRegistry.withDialect(Dialects.getOpenApi31(), builder -> builder.schemas(texts));
    }
}
