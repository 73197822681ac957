package io.nachweis.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.Languages;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Whatever the product says it says in each of its languages, with the same gaps: bundles, mails, and the words that
 * {@code form.js} brings along.
 */
class SpeakingEveryLanguageTest {

    private static final Set<String> LANGUAGES =
            Languages.OF_TEXTS.stream().map(Locale::getLanguage).collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern BUNDLE = Pattern.compile("/([a-z]+/[a-z]+)(?:_([a-z]{2}))?\\.properties$");
    private static final Pattern MAIL = Pattern.compile("/(\\w+/mails/[\\w-]+/\\d+)/(\\w+)\\.txt$");
    private static final Pattern SCRIPTED = Pattern.compile("(?m)^    ([a-z]{2}): \\{\\n((?: {6}.*\\n)+) {4}},$");
    private static final Pattern SCRIPTED_WORD = Pattern.compile("(?m)^ {6}(\\w+): ");

    private static final Pattern NUMBERED = Pattern.compile("\\{(\\d)");
    private static final Pattern NAMED = Pattern.compile("\\{([a-z]+)}");

    /** The base of a bundle is English. */
    @Test
    void in_every_bundle() throws IOException {
        Map<String, Map<String, Map<String, Set<String>>>> bundles = new TreeMap<>();
        for (Resource file : found("classpath*:*/*.properties")) {
            var name = BUNDLE.matcher(file.getURL().getPath());
            if (name.find()) {
                String language = name.group(2) == null ? "en" : name.group(2);
                bundles.computeIfAbsent(name.group(1), _ -> new TreeMap<>()).put(language, gapsByKey(file));
            }
        }
        assertThat(bundles)
                .containsKeys("consent/messages", "gateway/messages", "nachweis/dates", "rights/messages")
                .hasSizeGreaterThan(7);
        bundles.forEach(SpeakingEveryLanguageTest::assertWhole);
    }

    @Test
    void in_every_mail() throws IOException {
        Map<String, Map<String, Set<String>>> mails = new TreeMap<>();
        for (Resource file : found("classpath*:*/mails/*/*/*.txt")) {
            var name = MAIL.matcher(file.getURL().getPath());
            assertThat(name.find()).as(file.toString()).isTrue();
            String text = file.getContentAsString(UTF_8);
            assertThat(text.lines().skip(1).findFirst()).as(file.toString()).contains("");
            mails.computeIfAbsent(name.group(1), _ -> new TreeMap<>()).put(name.group(2), gaps(NAMED, text));
        }
        assertThat(mails).hasSizeGreaterThan(12);
        mails.forEach(SpeakingEveryLanguageTest::assertWhole);
    }

    @Test
    void in_the_script_of_forms() throws IOException {
        String script = new ClassPathResource("gateway/static/form.js").getContentAsString(UTF_8);
        assertWhole(
                "form.js",
                SCRIPTED.matcher(script)
                        .results()
                        .collect(Collectors.toMap(
                                language -> language.group(1), language -> gaps(SCRIPTED_WORD, language.group(2)))));
    }

    private static void assertWhole(String text, Map<String, ?> byLanguage) {
        assertThat(byLanguage.keySet()).as(text).isEqualTo(LANGUAGES);
        byLanguage.forEach((language, said) ->
                assertThat(said).as("%s, %s beside en", text, language).isEqualTo(byLanguage.get("en")));
    }

    private static Map<String, Set<String>> gapsByKey(Resource file) throws IOException {
        var texts = new Properties();
        texts.load(new StringReader(file.getContentAsString(UTF_8)));
        return texts.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> gaps(NUMBERED, unquoted(texts.getProperty(key))),
                        (one, _) -> one,
                        TreeMap::new));
    }

    /** What a {@link java.text.MessageFormat} takes for quoted shows no value: an apostrophe before a gap hides it. */
    private static String unquoted(String text) {
        return text.replace("''", "").replaceAll("'[^']*('|$)", "");
    }

    private static Set<String> gaps(Pattern gap, String text) {
        return gap.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Resource> found(String pattern) throws IOException {
        return Arrays.asList(new PathMatchingResourcePatternResolver().getResources(pattern));
    }
}
