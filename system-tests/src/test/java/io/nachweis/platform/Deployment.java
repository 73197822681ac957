package io.nachweis.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code deploy} says for engines of containers. */
public final class Deployment {

    public static final Path FOLDER = Path.of("../deploy").toAbsolutePath().normalize();

    private Deployment() {}

    public static JsonNode compose() {
        return documents(FOLDER.resolve("compose.yaml")).getFirst();
    }

    /** What a controller promises. */
    public static JsonNode policy(String controller) {
        return documents(FOLDER.resolve("controllers").resolve(controller + ".yaml"))
                .getFirst();
    }

    /** The parts of the platform, by name: what compose builds itself. */
    public static Map<String, JsonNode> parts() {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        compose().path("services").forEachEntry((name, service) -> {
            if (service.has("build")) {
                parts.put(name, service);
            }
        });
        return parts;
    }

    /** The Maven module that makes a part. */
    static String module(JsonNode part) {
        return part.path("build").path("args").path("PART").asString("");
    }

    public static JsonNode kustomization() {
        return kubernetes("kustomization.yaml").getFirst();
    }

    static List<JsonNode> kubernetes(String file) {
        return documents(FOLDER.resolve("k8s").resolve(file));
    }

    /** Everything that is applied, with the patches of the kustomization in it. */
    public static List<JsonNode> applied() {
        List<JsonNode> applied = new ArrayList<>();
        for (JsonNode file : kustomization().path("resources")) {
            for (JsonNode resource : kubernetes(file.asString())) {
                applied.add(patched(resource));
            }
        }
        return applied;
    }

    private static JsonNode patched(JsonNode resource) {
        JsonNode patched = resource.deepCopy();
        for (JsonNode patch : kustomization().path("patches")) {
            String[] wanted =
                    patch.path("target").path("labelSelector").asString("").split("=", 2);
            boolean isMeant = resource.path("kind").equals(patch.path("target").path("kind"))
                    && (wanted.length < 2
                            || resource.at("/metadata/labels")
                                    .path(wanted[0])
                                    .asString("")
                                    .equals(wanted[1]));
            if (isMeant) {
                JsonNode more = kubernetes(patch.path("path").asString()).getFirst();
                merge((ObjectNode) patched.path("spec"), (ObjectNode) more.path("spec"));
            }
        }
        return patched;
    }

    /** As a strategic merge does: lists of named things are merged by name. */
    private static void merge(ObjectNode into, ObjectNode more) {
        more.forEachEntry((name, value) -> {
            JsonNode there = into.path(name);
            if (there instanceof ObjectNode object && value instanceof ObjectNode members) {
                merge(object, members);
            } else if (there instanceof ArrayNode list && value instanceof ArrayNode elements) {
                elements.forEach(element -> mergeInto(list, (ObjectNode) element));
            } else {
                into.set(name, value.deepCopy());
            }
        });
    }

    private static void mergeInto(ArrayNode list, ObjectNode element) {
        for (JsonNode each : list) {
            if (each.path("name").equals(element.path("name"))) {
                merge((ObjectNode) each, element);
                return;
            }
        }
        list.add(element.deepCopy());
    }

    static List<JsonNode> documents(Path file) {
        try {
            List<JsonNode> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(Files.readString(file))
                    .forEach(document -> documents.add(StoryHttpClient.JSON.valueToTree(document)));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
