package io.nachweis.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the language to answer in: lookup as RFC 4647 (3.4) has it, and the only place that does. */
public final class Languages {

    /**
     * Those that every text of the product is written in; the first one is the last resort of who reads of no controller. A
     * controller promises no other one.
     */
    public static final List<Locale> OF_TEXTS = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.ITALIAN);

    private Languages() {}

    /**
     * What the first wish leads to that leads to anything.
     *
     * @param wishes each a language tag (BCP 47), or several by priority as {@code Accept-Language} has them; what is none
     *     is passed over
     */
    public static Optional<Locale> lookUp(Collection<Locale> offered, @Nullable String... wishes) {
        return Arrays.stream(wishes)
                .flatMap(Stream::ofNullable)
                .flatMap(wish -> Stream.ofNullable(Locale.lookup(ranges(wish), offered)))
                .findFirst();
    }

    private static List<LanguageRange> ranges(String wish) {
        try {
            return LanguageRange.parse(wish.replace('_', '-'));
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }
}
