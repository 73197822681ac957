package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The published JSON Schemas, each read once. */
final class PublishedSchemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private static final Map<String, Schema> SCHEMAS = Published.types().keySet().stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), PublishedSchemas::read));

    private PublishedSchemas() {}

    /** @throws IllegalArgumentException when it breaks the schema of its type; says nothing of what it holds */
    static void check(String type, byte[] json) {
        Schema schema = Objects.requireNonNull(SCHEMAS.get(type), type);
        if (!schema.validate(new String(json, UTF_8), InputFormat.JSON).isEmpty()) {
            throw new IllegalArgumentException("Not as the schema of " + type + " says");
        }
    }

    private static Schema read(String type) {
        String name = "/schemas/" + type + ".json";
        try (var in = Objects.requireNonNull(PublishedSchemas.class.getResourceAsStream(name), name)) {
            return REGISTRY.getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
