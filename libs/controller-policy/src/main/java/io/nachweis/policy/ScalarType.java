package io.nachweis.policy;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The type of a scalar in a policy file: how it is checked and parsed.
 *
 * @param what ends the sentence "must be …"
 * @param parse empty for what is none
 * @param placeholder stands for a wrong value until everything was read; a policy with it is never built
 */
record ScalarType<T>(String what, Function<JsonNode, Optional<T>> parse, T placeholder) {

    private static final Predicate<String> PERIODS =
            Pattern.compile("P(?=\\d)(\\d{1,4}Y)?(\\d{1,4}M)?(\\d{1,4}D)?").asMatchPredicate();

    private static final Predicate<String> DURATIONS = Pattern.compile(
                    "P(?=.)(\\d{1,3}D)?(T(?=.)(\\d{1,4}H)?(\\d{1,4}M)?(\\d{1,4}S)?)?")
            .asMatchPredicate();

    static final ScalarType<String> TEXT = text("a text", text -> !text.isBlank(), Function.identity(), "");

    static final ScalarType<Boolean> FLAG = new ScalarType<>(
            "true or false", node -> node.isBoolean() ? Optional.of(node.asBoolean()) : Optional.empty(), true);

    static final ScalarType<Integer> COUNT = new ScalarType<>(
            "a whole number from 1 on",
            node -> node.isInt() && node.asInt() > 0 ? Optional.of(node.asInt()) : Optional.empty(),
            1);

    static final ScalarType<String> ID =
            pattern("lower-case letters, digits and hyphens between them", "[a-z][a-z0-9-]*(?<!-)");

    static final ScalarType<String> FIELD = pattern("a name such as email or postalCode", "[a-z][A-Za-z0-9]*");

    static final ScalarType<String> FILE = pattern(
            "a file below this folder, such as documents/guide-1.pdf",
            "[A-Za-z0-9][\\w-]*(\\.\\w[\\w-]*|/\\w[\\w-]*)*");

    static final ScalarType<String> SHA256 = pattern("64 hexadecimal digits in lower case", "[0-9a-f]{64}");

    static final ScalarType<String> EMAIL = pattern("an e-mail address", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    static final ScalarType<URI> PAGE = text(
            "an address such as https://www.example.org/privacy",
            ScalarType::isWeb,
            URI::create,
            URI.create("https://invalid/"));

    static final ScalarType<URI> ORIGIN = text(
            "an origin such as https://www.example.org, without a path",
            text -> isWeb(text) && text.equals(originOf(URI.create(text)).toString()),
            URI::create,
            URI.create("https://invalid"));

    static final ScalarType<String> COUNTRY =
            text("a country such as DE", Set.of(Locale.getISOCountries())::contains, Function.identity(), "");

    static final ScalarType<ZoneId> ZONE = text(
            "a time zone such as Europe/Berlin", ZoneId.getAvailableZoneIds()::contains, ZoneId::of, ZoneId.of("UTC"));

    static final ScalarType<Locale> LANGUAGE =
            text("a language such as de or en-GB", ScalarType::isLanguage, Locale::forLanguageTag, Locale.ROOT);

    static final ScalarType<Holiday> HOLIDAY = text(
            "a holiday such as 12-25 or easter+1",
            text -> Holiday.parse(text).isPresent(),
            Holiday::of,
            Holiday.of("01-01"));

    /** How long data stays; may be nothing. */
    static final ScalarType<Period> PERIOD =
            text("a period such as P3Y, P24M or P2D", PERIODS, Period::parse, Period.ZERO);

    /** A time that passes. */
    static final ScalarType<Period> TIME = text(
            "a period such as P3Y, P24M or P2D, and not nothing",
            PERIODS.and(text -> !Period.parse(text).isZero()),
            Period::parse,
            Period.ZERO);

    /** How long counting looks back. */
    static final ScalarType<Duration> WHILE = text(
            "a time such as PT15M or P1D, and not nothing",
            DURATIONS.and(text -> !Duration.parse(text).isZero()),
            Duration::parse,
            Duration.ofDays(1));

    /** What a person needs for something. */
    static final ScalarType<Duration> SHORT_TIME =
            text("a time such as PT2S", DURATIONS, Duration::parse, Duration.ZERO);

    static final ScalarType<Integer> TIMES = new ScalarType<>(
            "a whole number from 1 to " + Limit.MOST,
            node -> node.isInt() && node.asInt() >= 1 && node.asInt() <= Limit.MOST
                    ? Optional.of(node.asInt())
                    : Optional.empty(),
            1);

    /** The name of something else in the same file. */
    static ScalarType<String> one(Set<String> names) {
        return names.isEmpty()
                ? ID
                : text("one of " + String.join(", ", names), names::contains, Function.identity(), "");
    }

    /** One of a closed set, written in lower case with hyphens. */
    static <E extends Enum<E>> ScalarType<E> one(Class<E> type) {
        var names =
                Arrays.stream(type.getEnumConstants()).map(ScalarType::written).toList();
        return text(
                "one of " + String.join(", ", names),
                names::contains,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')),
                type.getEnumConstants()[0]);
    }

    /** The id of a wording of a form, {@code <form>/<version>/<language>}. */
    static ScalarType<WordingId> wording(String form, List<Locale> languages) {
        var tags = languages.isEmpty()
                ? "[a-zA-Z-]+"
                : languages.stream().map(Locale::toLanguageTag).collect(joining("|"));
        return text(
                form + "/<version>/<" + tags + ">",
                Pattern.compile(Pattern.quote(form) + "/[1-9][0-9]{0,5}/(" + tags + ")")
                        .asMatchPredicate(),
                WordingId::of,
                new WordingId(form, 0, Locale.ROOT));
    }

    /** The website a page belongs to. */
    static URI originOf(URI page) {
        var port = page.getPort() < 0 || page.getPort() == 443 ? "" : ":" + page.getPort();
        return URI.create(page.getScheme() + "://" + page.getHost().toLowerCase(Locale.ROOT) + port);
    }

    private static boolean isLanguage(String tag) {
        return tag.matches("[a-z]{2}(-[A-Z]{2})?")
                && Set.of(Locale.getISOLanguages()).contains(tag.substring(0, 2));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isWeb(String text) {
        try {
            var uri = new URI(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static ScalarType<String> pattern(String what, String pattern) {
        return text(what, Pattern.compile(pattern).asMatchPredicate(), Function.identity(), "");
    }

    private static <T> ScalarType<T> text(String what, Predicate<String> is, Function<String, T> parse, T placeholder) {
        return new ScalarType<>(
                what,
                node -> Optional.of(node)
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .filter(is)
                        .map(parse),
                placeholder);
    }
}
