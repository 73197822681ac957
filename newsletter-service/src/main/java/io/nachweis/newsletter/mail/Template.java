package io.nachweis.newsletter.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail with gaps: the first line is the subject, an empty one follows, then the text. A text that was sent once never
 * changes; a better one is a new version.
 */
record Template(String id, Locale locale, String content) {

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final Locale LAST_RESORT = Locale.ENGLISH;

    record Filled(String subject, String text) {}

    /** In the first of these languages that it is written in. */
    static Template of(String name, List<Locale> languages) {
        return languages.stream()
                .map(language -> Locale.of(language.getLanguage()))
                .filter(language -> Template.class.getResource(file(name, language)) != null)
                .findFirst()
                .map(language -> read(name, language))
                .orElseGet(() -> read(name, LAST_RESORT));
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

    private static Template read(String name, Locale language) {
        try (InputStream text = Template.class.getResourceAsStream(file(name, language))) {
            if (text == null) {
                throw new IllegalStateException("There is no mail " + file(name, language));
            }
            return new Template(
                    name + "/" + language.getLanguage(),
                    language,
                    new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name, Locale language) {
        return "/newsletter/mails/" + name + "/" + language.getLanguage() + ".txt";
    }
}
