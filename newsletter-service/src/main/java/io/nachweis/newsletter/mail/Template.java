package io.nachweis.newsletter.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mail with gaps: the first line is the subject, an empty one follows, then the text. A text that was sent once never
 * changes; a better one is a new version.
 */
record Template(String id, Locale locale, String content) {

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final Locale LAST_RESORT = Locale.ENGLISH;
    private static final Map<String, Optional<Template>> READ = new ConcurrentHashMap<>();

    record Filled(String subject, String text) {}

    /** In the first of these languages that it is written in. */
    static Template of(String name, List<Locale> languages) {
        return Stream.concat(languages.stream(), Stream.of(LAST_RESORT))
                .map(language -> Locale.of(language.getLanguage()))
                .flatMap(language -> find(name, language).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no mail " + name));
    }

    private static Optional<Template> find(String name, Locale language) {
        return READ.computeIfAbsent(file(name, language), _ -> read(name, language));
    }

    Filled fill(Map<String, String> words) {
        String filled = GAP.matcher(content).replaceAll(gap -> Matcher.quoteReplacement(word(gap.group(1), words)));
        int endOfSubject = filled.indexOf("\n\n");
        return new Filled(filled.substring(0, endOfSubject), filled.substring(endOfSubject + 2));
    }

    private String word(String gap, Map<String, String> words) {
        String word = words.get(gap);
        if (word == null) {
            throw new IllegalStateException("Mail " + id + " has a gap that nothing fills: " + gap);
        }
        return word;
    }

    private static Optional<Template> read(String name, Locale language) {
        try (InputStream text = Template.class.getResourceAsStream(file(name, language))) {
            return text == null
                    ? Optional.empty()
                    : Optional.of(new Template(
                            name + "/" + language.getLanguage(),
                            language,
                            new String(text.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name, Locale language) {
        return "/newsletter/mails/" + name + "/" + language.getLanguage() + ".txt";
    }
}
