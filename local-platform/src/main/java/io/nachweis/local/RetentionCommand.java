package io.nachweis.local;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./nachweis retention}: what is going to be deleted and why, and what was, as a table in the reader's language; which
 * rules have changed, and that they are adopted.
 */
final class RetentionCommand {

    private static final String USAGE =
            "retention needs preview [--until DAY] [--subject PSEUDONYM], report, changes or adopt, and takes --controller ID"
                    + " and --locale de.";

    private final ApiClient api;
    private final PrintStream out;
    private final String path;
    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter days;

    RetentionCommand(ApiClient api, PrintStream out, String controller, Locale locale) {
        this.api = api;
        this.out = out;
        this.path = "/" + controller + "/retention";
        this.locale = locale;
        words = ResourceBundle.getBundle(
                "local/retention", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    }

    static void run(CommandLine line) {
        Map<String, String> options = line.options();
        var command = new RetentionCommand(
                ApiClient.of(line, "privacy-desk"),
                System.out,
                options.getOrDefault("--controller", "idm"),
                Locale.forLanguageTag(options.getOrDefault("--locale", "en")));
        switch (line.words()) {
            case List<String> words when words.equals(List.of("preview")) -> command.preview(options);
            case List<String> words when words.equals(List.of("report")) -> command.report();
            case List<String> words when words.equals(List.of("changes")) -> command.changes();
            case List<String> words when words.equals(List.of("adopt")) -> command.adopt();
            default -> throw new CannotRun(USAGE);
        }
    }

    /** Which rules, and what ends on another day by them. */
    private void changes() {
        if (show(api.get(path + "/rules", locale.toLanguageTag()))) {
            previewed(new TreeMap<>(Map.of("changed", "true")));
        } else {
            out.println(words.getString("nothing-changed"));
        }
    }

    private void adopt() {
        JsonNode answer = api.post(path + "/rules");
        boolean isAny = show(answer);
        String approval = answer.path("approval").asString("");
        if (!approval.isEmpty()) {
            out.println(MessageFormat.format(words.getString("awaits-approval"), approval));
        } else if (!isAny) {
            out.println(words.getString("adopted"));
        }
    }

    /** Whether there is any. */
    private boolean show(JsonNode rules) {
        boolean isAny = false;
        for (JsonNode service : rules.path("rules")) {
            for (JsonNode change : service.path("changes")) {
                isAny = true;
                out.printf(
                        "%-11s %s%n",
                        service.path("service").asString(),
                        change.path("category").asString());
                change.path("before").forEach(step -> out.printf("%-11s - %s%n", "", step.asString()));
                change.path("after").forEach(step -> out.printf("%-11s + %s%n", "", step.asString()));
            }
        }
        tellMissing(rules);
        return isAny;
    }

    private void preview(Map<String, String> options) {
        var query = new TreeMap<String, String>();
        String until = options.get("--until");
        if (until != null) {
            query.put("until", day(until).toString());
        }
        String subject = options.get("--subject");
        if (subject != null) {
            query.put("subject", subject);
        }
        previewed(query);
    }

    /** Page by page, as they come. */
    private void previewed(Map<String, String> query) {
        boolean isEmpty = true;
        do {
            JsonNode page = api.get(path + "/preview" + query(query), locale.toLanguageTag());
            for (JsonNode end : page.path("ends")) {
                isEmpty = false;
                showEnd(end);
            }
            tellMissing(page);
            query.put("after", page.path("next").asString(""));
        } while (!query.getOrDefault("after", "").isEmpty());
        if (isEmpty) {
            out.println(words.getString("nothing-ends"));
        }
    }

    private void showEnd(JsonNode end) {
        out.printf(
                "%-16s %-11s %s, %s%n",
                days.format(LocalDate.parse(end.path("on").asString())),
                end.path("service").asString(),
                end.path("name").asString(),
                word("action." + end.path("action").asString()));
        out.printf("%-16s %-11s %s%n", "", "", end.path("case").asString());
        end.path("because").forEach(sentence -> out.printf("%-16s %-11s %s.%n", "", "", sentence.asString()));
        out.printf("%-16s %-11s %s%n", "", "", end.path("law").asString());
    }

    private void report() {
        var query = new TreeMap<String, String>();
        boolean isEmpty = true;
        do {
            JsonNode page = api.get(path + "/reports" + query(query), locale.toLanguageTag());
            for (JsonNode report : page.path("reports")) {
                isEmpty = false;
                showReport(report);
            }
            tellMissing(page);
            query.put("before", page.path("next").asString(""));
        } while (!query.getOrDefault("before", "").isEmpty());
        if (isEmpty) {
            out.println(words.getString("nothing-reported"));
        }
    }

    private void showReport(JsonNode report) {
        String day = days.format(LocalDate.parse(report.path("day").asString()));
        for (JsonNode ended : report.path("ended")) {
            out.printf(
                    "%-16s %-11s %-24s %8d%n",
                    day,
                    report.path("service").asString(),
                    ended.path("category").asString(),
                    ended.path("cases").asLong());
        }
        out.printf(
                "%-16s %-11s %s %d..%d, SHA-256 %s%n",
                "",
                "",
                words.getString("entries"),
                report.path("after").asLong() + 1,
                report.path("through").asLong(),
                report.path("sha256").asString());
    }

    private void tellMissing(JsonNode page) {
        page.path("missing")
                .forEach(missing -> out.printf(
                        "%s: %s (%s)%n",
                        words.getString("missing"),
                        missing.path("service").asString(),
                        missing.path("reason").asString()));
    }

    private String word(String key) {
        return words.containsKey(key) ? words.getString(key) : key;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CannotRun("--until needs a day such as 2027-12-31.");
        }
    }

    private static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&", "?", ""));
    }
}
