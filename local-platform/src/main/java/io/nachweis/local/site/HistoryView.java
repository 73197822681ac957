package io.nachweis.local.site;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A view of a person's history, in words. */
record HistoryView(List<Moment> moments, List<String> missing) {

    /** One entry of one service's log. */
    record Moment(
            String service,
            long position,
            Instant at,
            String type,
            String says,
            List<Detail> details,
            String leafHash) {

        public String when() {
            return WHEN.format(at);
        }

        /** What a reader looks for first. */
        public List<Detail> telling() {
            return details.stream().filter(Detail::isTelling).toList();
        }

        public List<Detail> rest() {
            return details.stream().filter(detail -> !detail.isTelling()).toList();
        }
    }

    /** A component of an entry; its value is gone when it was erased. */
    record Detail(String name, String value, boolean erased) {

        boolean isTelling() {
            return TELLING.contains(name);
        }
    }

    private static final Set<String> TELLING = Set.of(
            "email",
            "ip",
            "company",
            "role",
            "kind",
            "channel",
            "wording",
            "wordings id",
            "wordings shown by",
            "smtp reply",
            "outcome reason");

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static HistoryView of(JsonNode history) {
        List<Moment> moments = new ArrayList<>();
        for (JsonNode entry : history.path("entries")) {
            moments.add(moment(entry));
        }
        List<String> missing = new ArrayList<>();
        for (JsonNode source : history.path("missing")) {
            missing.add(source.path("service").asString() + " ("
                    + source.path("reason").asString() + ")");
        }
        return new HistoryView(moments, missing);
    }

    private static Moment moment(JsonNode entry) {
        String type = entry.path("type").asString();
        List<Detail> details = new ArrayList<>();
        entry.path("data")
                .properties()
                .forEach(component -> describe(component.getKey(), component.getValue(), details));
        return new Moment(
                entry.path("service").asString(),
                entry.path("position").asLong(),
                Instant.parse(entry.path("recordedAt").asString()),
                type,
                entry.path("words").asString(type),
                details,
                entry.path("leafHash").asString());
    }

    private static void describe(String name, JsonNode value, List<Detail> details) {
        if (value.has("$erased")) {
            details.add(new Detail(words(name), "", true));
        } else if (value.isArray()) {
            value.forEach(element -> describe(name, element, details));
        } else if (value.isObject()) {
            value.properties().forEach(part -> describe(name + " " + part.getKey(), part.getValue(), details));
        } else if (!value.isNull()) {
            details.add(new Detail(words(name), value.asString(), false));
        }
    }

    /** {@code requestedAt} reads "requested at". */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
