package io.nachweis.mail;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Identity;
import io.nachweis.starter.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail with gaps, {@code /<service>/mails/<kind>/<version>/<language>.txt}: the first line is the subject, an empty one
 * follows, then the text. A text that was sent once never changes; a better one is a new version.
 */
public final class Template {

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, Template> READ = new ConcurrentHashMap<>();

    private final String id;
    private final Locale locale;
    private final String content;
    private final String sha256;

    private Template(String id, Locale locale, String content) {
        this.id = id;
        this.locale = locale;
        this.content = content;
        this.sha256 = Sha256.of(content);
    }

    /**
     * What opens something, such as a link.
     *
     * @param onRecord with a token's SHA-256 in its place; a code has too few digits for that, so it is hashed with the token
     */
    public record Gap(String sent, String onRecord) {

        /** @param address of the page that a token opens */
        public static Gap link(String token, UnaryOperator<String> address) {
            return new Gap(address.apply(token), address.apply(Sha256.of(token)));
        }
    }

    /** @param locale one of the controller's languages, as {@link ControllerPolicy#language} chooses it */
    public static Template of(String service, String name, Locale locale) {
        String file = "/%s/mails/%s/%s.txt".formatted(service, name, locale.getLanguage());
        return READ.computeIfAbsent(file + " " + locale, _ -> read(file, name, locale));
    }

    /** What every mail of a controller can say: {@code controller}, {@code email}, {@code legal}, {@code notice}. */
    public static Map<String, String> words(ControllerPolicy policy) {
        Identity identity = policy.identity();
        var words = new TreeMap<String, String>();
        words.put("controller", identity.name());
        words.put("email", identity.email());
        words.put("legal", legalBlock(identity));
        words.put("notice", identity.privacyNotice().toString());
        return words;
    }

    /** {@code <kind>/<version>/<language>}. */
    public String id() {
        return id;
    }

    public Locale locale() {
        return locale;
    }

    /** The whole of it, with its gaps. */
    String content() {
        return content;
    }

    String sha256() {
        return sha256;
    }

    /** Nothing that somebody typed into a form may stand in words. */
    public Letter write(Map<String, String> words, Map<String, Gap> gaps) {
        Letter onRecord = fill(words, gaps, Gap::onRecord, "");
        return fill(words, gaps, Gap::sent, Sha256.of(onRecord.subject() + "\n\n" + onRecord.text()));
    }

    private Letter fill(Map<String, String> words, Map<String, Gap> gaps, Function<Gap, String> as, String sha256) {
        var all = new TreeMap<>(words);
        gaps.forEach((name, gap) -> all.put(name, as.apply(gap)));
        String filled = GAP.matcher(content).replaceAll(gap -> Matcher.quoteReplacement(word(gap.group(1), all)));
        int endOfSubject = filled.indexOf("\n\n");
        return new Letter(this, filled.substring(0, endOfSubject), filled.substring(endOfSubject + 2), sha256);
    }

    private String word(String gap, Map<String, String> words) {
        String word = words.get(gap);
        if (word == null) {
            throw new IllegalStateException("Mail " + id + " has a gap that nothing fills: " + gap);
        }
        return word;
    }

    private static String legalBlock(Identity identity) {
        return Stream.of(
                        Stream.of(identity.name()),
                        identity.address().stream(),
                        Stream.ofNullable(identity.phone()),
                        Stream.of(identity.email()),
                        identity.legalNotice().stream())
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
    }

    private static Template read(String file, String name, Locale locale) {
        try (InputStream text = Template.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("There is no mail " + file);
            }
            return new Template(
                    name + "/" + locale.getLanguage(), locale, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
