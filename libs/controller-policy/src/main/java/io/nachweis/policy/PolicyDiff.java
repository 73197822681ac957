package io.nachweis.policy;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a new version of a policy changes for people, rule by rule.
 *
 * @param changes by what they concern, each a sentence that begins with the rule
 * @param edited wordings whose text is another under the same id; nobody can say any more what was agreed to
 */
public record PolicyDiff(Map<Concern, List<String>> changes, List<String> edited) {

    /** What a rule is about, from what people notice most. */
    public enum Concern {
        CATEGORIES("What is stored, and how long"),
        PURPOSES("What it is used for"),
        FORMS("What people are asked for and agree to"),
        IDENTITY("Who is responsible"),
        OTHERS("How it runs");

        private final String title;

        Concern(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        private static Concern of(String section) {
            return switch (section) {
                case "categories" -> CATEGORIES;
                case "purposes" -> PURPOSES;
                case "forms", "documents" -> FORMS;
                case "identity", "authority" -> IDENTITY;
                default -> OTHERS;
            };
        }
    }

    /** @throws InvalidPolicy if one of the files cannot be carried out */
    public static PolicyDiff between(Path old, Path changed) {
        var before = PolicyFolder.one(old, PolicyFile::checked);
        var after = PolicyFolder.one(changed, PolicyFile::checked);
        var diff = new PolicyDiff(new EnumMap<>(Concern.class), new ArrayList<>());
        for (var section : keys(before, after)) {
            diff.compare(Concern.of(section), section, before.path(section), after.path(section));
        }
        return diff;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    private void compare(Concern concern, String rule, JsonNode old, JsonNode changed) {
        if (old.equals(changed)) {
            return;
        }
        if (old.isObject() && changed.isObject()) {
            keys(old, changed).forEach(key -> compare(concern, rule + "." + key, old.path(key), changed.path(key)));
        } else if (hasIds(old) && hasIds(changed)) {
            wordings(concern, rule, byId(old), byId(changed));
        } else {
            changes.computeIfAbsent(concern, _ -> new ArrayList<>()).add(rule + ": " + sentence(old, changed));
        }
    }

    /** A text that people agreed to stays as it was; a changed one is a new version. */
    private void wordings(Concern concern, String rule, Map<String, JsonNode> old, Map<String, JsonNode> changed) {
        var ids = new LinkedHashSet<>(old.keySet());
        ids.addAll(changed.keySet());
        for (var id : ids) {
            var before = Optional.ofNullable(old.get(id));
            var after = Optional.ofNullable(changed.get(id));
            if (before.isPresent() && !before.equals(after)) {
                edited.add(id);
            }
            if (!before.equals(after)) {
                changes.computeIfAbsent(concern, _ -> new ArrayList<>())
                        .add(rule + ": " + id + " "
                                + (before.isEmpty()
                                        ? "is new: \""
                                                + after.orElseThrow()
                                                        .path("html")
                                                        .asString("") + '"'
                                        : after.isEmpty() ? "is gone" : "has another text under the same id"));
            }
        }
    }

    private static String sentence(JsonNode old, JsonNode changed) {
        if (old.isMissingNode()) {
            return "new, " + shown(changed);
        }
        if (changed.isMissingNode()) {
            return "gone, was " + shown(old);
        }
        if (isNames(old) && isNames(changed)) {
            return Stream.of(only(changed, old, "adds "), only(old, changed, "no longer "))
                    .filter(part -> !part.isEmpty())
                    .collect(joining("; "));
        }
        return shown(changed) + ", was " + shown(old) + compared(old, changed);
    }

    private static String only(JsonNode of, JsonNode notOf, String word) {
        var others = notOf.valueStream().toList();
        var names = of.valueStream()
                .filter(name -> !others.contains(name))
                .map(JsonNode::asString)
                .collect(joining(", "));
        return names.isEmpty() ? "" : word + names;
    }

    /** Of two rules that begin with the same, which one keeps longer. */
    private static String compared(JsonNode old, JsonNode changed) {
        if (old.size() != 1
                || changed.size() != 1
                || !old.path(0).has("period")
                || !changed.path(0).has("period")) {
            return "";
        }
        int longer = end(changed.path(0)).compareTo(end(old.path(0)));
        return !old.path(0).path("after").equals(changed.path(0).path("after")) || longer == 0
                ? ""
                : longer > 0 ? " (longer than before)" : " (shorter than before)";
    }

    private static LocalDate end(JsonNode step) {
        return LocalDate.EPOCH.plus(Period.parse(step.path("period").asString()));
    }

    private static boolean isNames(JsonNode list) {
        return list.isArray() && list.valueStream().allMatch(JsonNode::isString);
    }

    private static boolean hasIds(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.valueStream().allMatch(item -> item.has("id"));
    }

    private static Map<String, JsonNode> byId(JsonNode list) {
        var byId = new LinkedHashMap<String, JsonNode>();
        list.forEach(item -> byId.put(item.path("id").asString(), item));
        return byId;
    }

    private static String shown(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().stream()
                        .map(member -> member.getKey() + " " + shown(member.getValue()))
                        .collect(joining(", ", "{", "}"));
            case ARRAY -> node.valueStream().map(PolicyDiff::shown).collect(joining(", "));
            default -> node.asString();
        };
    }

    private static Set<String> keys(JsonNode one, JsonNode other) {
        var keys = new LinkedHashSet<>(one.propertyNames());
        keys.addAll(other.propertyNames());
        return keys;
    }
}
