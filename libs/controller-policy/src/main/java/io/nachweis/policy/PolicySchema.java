package io.nachweis.policy;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schema of a policy file, {@code controller-policy.schema.json}: checks a file by it and says what is
 * wrong in words, which are the descriptions that stand in the schema.
 */
final class PolicySchema {

    private static final ObjectNode PUBLISHED = read();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .formats(List.of(
                            format("time-zone", ZoneId.getAvailableZoneIds()::contains),
                            format("country", Set.of(Locale.getISOCountries())::contains),
                            format("language", PolicySchema::isLanguage),
                            format("holiday", text -> Holiday.parse(text).isPresent()),
                            format("web-page", PolicySchema::isWeb),
                            format("web-origin", PolicySchema::isOrigin)))
                    .build(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final ObjectNode schema;

    private PolicySchema(ObjectNode schema) {
        this.schema = schema;
    }

    static void check(JsonNode file, Faults faults) {
        new PolicySchema(narrowed(file)).say(file, faults);
    }

    /** What a file names itself, it can be held to: texts in its languages, and no purpose or category but its own. */
    private static ObjectNode narrowed(JsonNode file) {
        var schema = PUBLISHED.deepCopy();
        schema.remove("$id");
        var definitions = schema.withObject("/$defs");
        for (var names : Map.of("purpose", "purposes", "category", "categories", "recipient", "recipients")
                .entrySet()) {
            var known = file.path(names.getValue()).propertyNames();
            if (!known.isEmpty()) {
                known.forEach(definitions.putObject(names.getKey()).putArray("enum")::add);
            }
        }
        var texts = definitions.withObject("/texts");
        languages(file).forEach(language -> {
            texts.withArray("/required").add(language);
            texts.withObject("/properties").putObject(language).put("$ref", "#/$defs/text");
            texts.put("additionalProperties", false);
        });
        return schema;
    }

    /** Those that the file promises, as far as they are any. */
    static List<String> languages(JsonNode file) {
        return file.path("languages")
                .valueStream()
                .map(language -> language.asString(""))
                .filter(PolicySchema::isLanguage)
                .distinct()
                .toList();
    }

    private void say(JsonNode file, Faults faults) {
        REGISTRY.getSchema(schema).validate(file).forEach(error -> say(error, faults));
    }

    private void say(Error error, Faults faults) {
        var at = JsonPointer.compile(error.getInstanceLocation().toString());
        var keyword =
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        var rule = schema.at(keyword.head());
        var found = error.getInstanceNode();
        switch (error.getKeyword()) {
            case "required" ->
                faults.add(
                        at.appendProperty(error.getProperty()),
                        missing(definitionOf(error.getProperty(), keyword.head())));
            case "additionalProperties" ->
                faults.add(
                        at.appendProperty(error.getProperty()),
                        "is not known here" + others(rule.path("properties").propertyNames(), found));
            case "propertyNames" ->
                faults.add(
                        at.appendProperty(error.getProperty()),
                        "must be named by " + expected(rule.path("propertyNames")));
            case "uniqueItems" ->
                repeated(found).forEach(index -> faults.add(at.appendIndex(index), "is there twice; leave it out"));
            case "minProperties" -> faults.add(at, "must not be empty");
            case "false", "properties" -> faults.add(at, "means nothing for this kind of form; leave it out");
            default ->
                faults.add(at, found.isNull() ? missing(rule) : "must be " + expected(rule) + ", not " + shown(found));
        }
    }

    private String missing(JsonNode rule) {
        var expected = expected(rule);
        return expected.isEmpty() ? "is missing" : "is missing; write " + expected;
    }

    private static String others(Collection<String> known, JsonNode found) {
        var others = known.stream().filter(name -> !found.has(name)).collect(joining(", "));
        return others.isEmpty() ? "" : "; there could be " + others;
    }

    /** Of the rule itself, or of one around it that it adds to. */
    private JsonNode definitionOf(String property, JsonPointer rule) {
        for (JsonPointer around = rule; ; around = around.head()) {
            var definition = schema.at(around).path("properties").path(property);
            if (definition.isObject() || around.matches()) {
                return definition;
            }
        }
    }

    private String expected(JsonNode rule) {
        if (rule.has("description")) {
            return rule.path("description").stringValue();
        }
        if (rule.has("enum")) {
            return "one of "
                    + rule.path("enum").valueStream().map(JsonNode::asString).collect(joining(", "));
        }
        return rule.has("$ref")
                ? expected(schema.at(rule.path("$ref").stringValue().substring(1)))
                : "";
    }

    private static Stream<Integer> repeated(JsonNode list) {
        var seen = new HashSet<JsonNode>();
        return Stream.iterate(0, index -> index < list.size(), index -> index + 1)
                .filter(index -> !seen.add(list.get(index)));
    }

    private static String shown(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case NULL, MISSING -> "nothing";
            default -> node.toString();
        };
    }

    private static Format format(String name, Predicate<String> is) {
        return new Format() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public boolean matches(ExecutionContext context, String value) {
                return is.test(value);
            }
        };
    }

    private static boolean isLanguage(String tag) {
        return tag.matches("[a-z]{2}(-[A-Z]{2})?")
                && Set.of(Locale.getISOLanguages()).contains(tag.substring(0, 2));
    }

    private static boolean isOrigin(String text) {
        return isWeb(text) && text.equals(originOf(URI.create(text)));
    }

    static boolean isWeb(String text) {
        try {
            var uri = new URI(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** The website a page belongs to. */
    static String originOf(URI page) {
        var port = page.getPort() < 0 || page.getPort() == 443 ? "" : ":" + page.getPort();
        return page.getScheme() + "://" + page.getHost().toLowerCase(Locale.ROOT) + port;
    }

    private static ObjectNode read() {
        try (InputStream in = Objects.requireNonNull(
                PolicySchema.class.getResourceAsStream("/nachweis/controller-policy.schema.json"))) {
            return (ObjectNode) JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
