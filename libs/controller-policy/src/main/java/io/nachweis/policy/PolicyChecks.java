package io.nachweis.policy;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * What the parts of a policy must agree in, beyond what a schema can say. Works on what there is, so that
 * one reading finds everything; what is not there, or of a wrong type, the schema has found.
 */
final class PolicyChecks {

    /** The Union, Iceland, Liechtenstein and Norway. */
    private static final Set<String> EEA = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    private final JsonNode file;
    private final Faults faults;
    private final List<String> languages;

    private PolicyChecks(JsonNode file, Faults faults) {
        this.file = file;
        this.faults = faults;
        languages = PolicySchema.languages(file);
    }

    static void check(JsonNode file, Faults faults) {
        var checks = new PolicyChecks(file, faults);
        var holidays = file.path("holidays");
        if (holidays.path("through").asInt(0) < holidays.path("from").asInt(0)) {
            faults.add(JsonPointer.compile("/holidays/through"), "must not be before from");
        }
        checks.languages();
        file.path("categories").forEachEntry(checks::category);
        file.path("recipients").forEachEntry(checks::recipient);
        file.path("measures").propertyNames().stream()
                .filter(file.path("systems")::has)
                .forEach(id -> faults.add(
                        JsonPointer.empty().appendProperty("measures").appendProperty(id),
                        "is what a system is called, too; who attests one of them would attest both"));
        file.path("forms")
                .forEachEntry((id, form) -> checks.form(
                        id, form, JsonPointer.empty().appendProperty("forms").appendProperty(id)));
    }

    /** Nobody is shown pages and mails in another language than the one that was promised. */
    private void languages() {
        var promised = texts(file.path("languages"));
        for (int i = 0; i < promised.size(); i++) {
            var language = promised.get(i);
            if (languages.contains(language)
                    && Languages.lookUp(Languages.OF_TEXTS, language).isEmpty()) {
                faults.add(
                        JsonPointer.compile("/languages/" + i),
                        "must be one that pages and mails are written in, which are "
                                + Languages.OF_TEXTS.stream()
                                        .map(Locale::toLanguageTag)
                                        .collect(joining(", "))
                                + ", not \"" + language + "\"");
            }
        }
    }

    /** What is said of a field is said of one that there is. */
    private void category(String id, JsonNode category) {
        var at = JsonPointer.empty().appendProperty("categories").appendProperty(id);
        var fields = texts(category.path("fields"));
        category.path("exceptions").propertyNames().stream()
                .filter(field -> !fields.contains(field))
                .forEach(field ->
                        faults.add(at.appendProperty("exceptions").appendProperty(field), "is not among the fields"));
        var optional = texts(category.path("optional"));
        for (int i = 0; i < optional.size(); i++) {
            if (!fields.contains(optional.get(i))) {
                faults.add(
                        at.appendProperty("optional").appendIndex(i),
                        "\"" + optional.get(i) + "\" is not among the fields");
            }
        }
        moves(id, category, at.appendProperty("moves"));
    }

    private void moves(String id, JsonNode category, JsonPointer at) {
        var moves = category.path("moves");
        var seen = new HashSet<String>();
        for (int i = 0; i < moves.size(); i++) {
            var place = at.appendIndex(i);
            var when = moves.path(i).path("when").asString("");
            if (!when.isEmpty() && !seen.add(when)) {
                faults.add(place.appendProperty("when"), when + " is there twice; keep one of them");
            }
            var to = moves.path(i).path("to").asString("");
            var circle = circle(id, List.of(id), to);
            if (!circle.isEmpty()) {
                faults.add(
                        place.appendProperty("to"),
                        "moves in a circle, " + String.join(" to ", circle) + "; leave one of these moves out");
            }
            var covered = texts(file.path("categories").path(to).path("fields"));
            var uncovered = texts(category.path("fields")).stream()
                    .filter(field -> !covered.contains(field))
                    .collect(joining(", "));
            if (!covered.isEmpty() && !uncovered.isEmpty()) {
                faults.add(
                        place.appendProperty("to"),
                        to + " does not list " + uncovered + ", which would be kept by its rule");
            }
        }
    }

    /** The way of moves that leads back to where it begins; empty if this one does not. */
    private List<String> circle(String begin, List<String> way, String next) {
        var on = Stream.concat(way.stream(), Stream.of(next)).toList();
        if (next.equals(begin)) {
            return on;
        }
        return way.contains(next)
                ? List.of()
                : file.path("categories")
                        .path(next)
                        .path("moves")
                        .valueStream()
                        .map(move -> circle(begin, on, move.path("to").asString("")))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of());
    }

    /** Art. 44 GDPR, and a third party gets nothing without consent. */
    private void recipient(String id, JsonNode recipient) {
        var at = JsonPointer.empty().appendProperty("recipients").appendProperty(id);
        var country = recipient.path("country").asString("");
        if (Set.of(Locale.getISOCountries()).contains(country)
                && !EEA.contains(country)
                && !recipient.has("safeguard")) {
            faults.add(
                    at.appendProperty("safeguard"),
                    "is missing, because " + country
                            + " is outside the European Economic Area; write adequacy, standard-contractual-clauses or"
                            + " derogation");
        }
        var consent = recipient.path("consent").asString("");
        if (file.path("purposes").has(consent)
                && !file.path("purposes")
                        .path(consent)
                        .path("basis")
                        .asString("")
                        .equals("consent")) {
            faults.add(at.appendProperty("consent"), "\"" + consent + "\" does not rest on consent");
        }
    }

    private void form(String id, JsonNode form, JsonPointer at) {
        var kind = form.path("kind").asString("newsletter");
        if (kind.equals("download") && file.path("documents").isEmpty()) {
            faults.add(at.appendProperty("kind"), "needs documents that can be asked for; list them under documents");
        }
        if (isShorter(form.path("purgeUnconfirmedAfter"), form.path("linkValid"))) {
            faults.add(at.appendProperty("purgeUnconfirmedAfter"), "must not be shorter than linkValid");
        }
        fields(form, at);
        wordings(id, form, at.appendProperty("wordings"));
        returnTo(form, at.appendProperty("returnTo"));
    }

    private static boolean isShorter(JsonNode one, JsonNode other) {
        return period(one).flatMap(first -> period(other).map(first::isBefore)).orElse(false);
    }

    private static Optional<LocalDate> period(JsonNode node) {
        try {
            return Optional.of(LocalDate.EPOCH.plus(Period.parse(node.asString(""))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private void fields(JsonNode form, JsonPointer at) {
        var fields = form.path("fields");
        fields.forEachEntry((name, field) -> {
            var category = field.path("category").asString(form.path("category").asString(""));
            var listed = texts(file.path("categories").path(category).path("fields"));
            if (!listed.isEmpty() && !listed.contains(name)) {
                faults.add(
                        at.appendProperty("fields").appendProperty(name),
                        "is not among the fields of the category " + category + ", which are "
                                + String.join(", ", listed));
            }
        });
        var required = fields.path("email").path("required");
        if (!fields.isEmpty() && (required.isMissingNode() || required.equals(BooleanNode.FALSE))) {
            faults.add(
                    at.appendProperty("fields"),
                    "must have email and require it, because the address finds the person");
        }
    }

    private void wordings(String id, JsonNode form, JsonPointer at) {
        var wordings = form.path("wordings").values().stream().toList();
        var ids = Pattern.compile(Pattern.quote(id) + "/[1-9][0-9]{0,5}/("
                + (languages.isEmpty()
                        ? ".*"
                        : languages.stream().map(Pattern::quote).collect(joining("|"))) + ")");
        var seen = new HashSet<String>();
        for (int i = 0; i < wordings.size(); i++) {
            var wording = wordings.get(i).path("id").asString("");
            var place = at.appendIndex(i).appendProperty("id");
            if (!wording.isEmpty() && !ids.matcher(wording).matches()) {
                faults.add(
                        place,
                        "must be " + id + "/<version>/<" + String.join("|", languages) + ">, not \"" + wording + "\"");
            } else if (!wording.isEmpty() && !seen.add(wording)) {
                faults.add(place, wording + " is there twice; a changed text is a new version");
            }
        }
        if (wordings.isEmpty()) {
            return;
        }
        for (var language : languages) {
            var spoken = wordings.stream()
                    .filter(wording -> wording.path("id").asString("").endsWith("/" + language))
                    .flatMap(wording -> texts(wording.path("purposes")).stream())
                    .collect(Collectors.toSet());
            offered(form, wordings).stream()
                    .filter(Predicate.not(spoken::contains))
                    .forEach(purpose -> faults.add(
                            at, "must have one in " + language + " for " + purpose + ", which the form is for"));
        }
    }

    /** What somebody can agree to on the form, and so in each language that the controller promises. */
    private Set<String> offered(JsonNode form, List<JsonNode> wordings) {
        var offered = new TreeSet<String>();
        wordings.forEach(wording -> offered.addAll(texts(wording.path("purposes"))));
        var purposes = file.path("purposes");
        if (form.path("kind").asString("").equals("preferences")) {
            purposes.forEachEntry((id, purpose) -> {
                if (purpose.path("basis").asString("").equals("consent") && !isOfBrowser(purpose)) {
                    offered.add(id);
                }
            });
        } else if (form.path("purpose").isString()) {
            offered.add(form.path("purpose").stringValue());
        }
        offered.retainAll(Set.copyOf(purposes.propertyNames()));
        return offered;
    }

    /** Such as of cookies, which a browser is asked about and no mailbox. */
    private static boolean isOfBrowser(JsonNode purpose) {
        return texts(purpose.path("channels")).equals(List.of("browser"));
    }

    /** Only pages of the controller's websites: a form must not send anybody elsewhere. */
    private void returnTo(JsonNode form, JsonPointer at) {
        var origins = texts(file.path("origins"));
        var pages = form.path("returnTo").values().stream().toList();
        for (int i = 0; i < pages.size(); i++) {
            var page = pages.get(i).asString("");
            if (PolicySchema.isWeb(page)
                    && !origins.isEmpty()
                    && !origins.contains(PolicySchema.originOf(URI.create(page)))) {
                faults.add(at.appendIndex(i), page + " is at none of the origins");
            }
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }
}
