package io.nachweis.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one policy file: parsed, checked by the schema and for what must agree, and only then bound to records. */
final class PolicyFile {

    /** No policy that people can read is longer. */
    private static final long LARGEST = 1 << 20;

    private static final List<String> NAMED = List.of(
            "group", "purposes", "categories", "recipients", "systems", "onBehalf", "measures", "documents", "forms");

    private static final JsonMapper BINDING = JsonMapper.builder()
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private PolicyFile() {}

    /** @return empty if there are faults */
    static Optional<PolicyVersion> read(Path file, Faults faults) {
        return text(file, faults).flatMap(yaml -> parsed(yaml, faults));
    }

    /** @return empty if there are faults */
    static Optional<PolicyVersion> parsed(String yaml, Faults faults) {
        return tree(yaml, faults).map(policy -> new PolicyVersion(bound(policy), sha256(yaml), yaml));
    }

    /** @return the file as it stands, nothing filled in; empty if there are faults */
    static Optional<ObjectNode> checked(Path file, Faults faults) {
        return text(file, faults).flatMap(yaml -> tree(yaml, faults));
    }

    private static Optional<String> text(Path file, Faults faults) {
        try {
            if (Files.size(file) > LARGEST) {
                faults.add("is larger than 1 MiB");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException _) {
            faults.add("is not UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ObjectNode> tree(String yaml, Faults faults) {
        try {
            var tree = YamlTree.read(yaml, faults);
            if (!(tree instanceof ObjectNode policy)) {
                faults.add("must be a mapping, not " + (tree.isMissingNode() ? "nothing" : "a list or a text"));
                return Optional.empty();
            }
            PolicySchema.check(policy, faults);
            PolicyChecks.check(policy, faults);
            return faults.isEmpty() ? Optional.of(policy) : Optional.empty();
        } catch (JacksonException e) {
            unreadable(e, faults);
            return Optional.empty();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void unreadable(JacksonException e, Faults faults) {
        if (e.getCause() instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            var mark = marked.getProblemMark().get();
            faults.add(mark.getLine() + 1, mark.getColumn() + 1, marked.getProblem());
        } else {
            faults.add(e.getOriginalMessage());
        }
    }

    /** What has a name in a mapping has it as its id. */
    private static ControllerPolicy bound(ObjectNode policy) {
        NAMED.forEach(section -> policy.path(section).forEachEntry(PolicyFile::name));
        policy.path("forms").forEach(form -> form.path("fields").forEachEntry(PolicyFile::name));
        return BINDING.treeToValue(policy, ControllerPolicy.class);
    }

    private static void name(String id, JsonNode value) {
        ((ObjectNode) value).put("id", id);
    }
}
