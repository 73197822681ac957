package io.nachweis.policy;

import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Parses YAML into a tree and notes where each part stands. Aliases are refused: nothing here can grow by being read. */
final class YamlTree {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(30).build())
            .build());

    private final YAMLParser in;
    private final Faults faults;

    private YamlTree(YAMLParser in, Faults faults) {
        this.in = in;
        this.faults = faults;
    }

    /**
     * @return a missing node for a file without content
     * @throws tools.jackson.core.JacksonException for what is no YAML
     */
    static JsonNode read(String text, Faults faults) {
        try (var in = (YAMLParser) YAML.createParser(text)) {
            if (in.nextToken() == null) {
                return YAML.missingNode();
            }
            var tree = new YamlTree(in, faults).value(JsonPointer.empty());
            if (in.nextToken() != null) {
                faults.add(in.currentTokenLocation(), "begins a second document; put it into a file of its own");
            }
            return tree;
        }
    }

    private JsonNode value(JsonPointer at) {
        if (in.isCurrentAlias()) {
            faults.add(in.currentTokenLocation(), "aliases are not understood; write out what it stands for");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> mapping(at);
            case START_ARRAY -> list(at);
            case VALUE_STRING -> text(in.getString());
            default -> in.readValueAsTree();
        };
    }

    private ObjectNode mapping(JsonPointer at) {
        var mapping = JsonNodeFactory.instance.objectNode();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            var key = in.currentName();
            var inside = at.appendProperty(key);
            if (mapping.has(key)) {
                faults.add(
                        in.currentTokenLocation(),
                        "\"" + key + "\" is there twice, first in line " + faults.lineOf(inside)
                                + "; keep one of them");
            } else {
                faults.place(inside, in.currentTokenLocation());
            }
            in.nextToken();
            mapping.set(key, value(inside));
        }
        return mapping;
    }

    private ArrayNode list(JsonPointer at) {
        var list = JsonNodeFactory.instance.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            var inside = at.appendIndex(list.size());
            faults.place(inside, in.currentTokenLocation());
            list.add(value(inside));
        }
        return list;
    }

    /** YAML's other way to write null, which Jackson reads as text. */
    private static JsonNode text(String text) {
        return text.equals("~") ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.stringNode(text);
    }
}
