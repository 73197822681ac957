package io.nachweis.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The media type that a problem is told in: to programs in JSON (RFC 9457), to people as a page. */
public enum ProblemFormat {
    JSON,
    HTML;

    /**
     * Which of the two somebody would rather have (RFC 9110, 12.5.1); browsers that show the answer want a page. Empty for
     * who does not say.
     *
     * @param accept the header; null for none
     */
    public static Optional<ProblemFormat> preferredBy(@Nullable String accept) {
        if (accept == null) {
            return Optional.empty();
        }
        double json = Math.max(quality(accept, "application/json"), quality(accept, "application/problem+json"));
        double html = quality(accept, "text/html");
        return json == html ? Optional.empty() : Optional.of(html > json ? HTML : JSON);
    }

    /** That of the most exact range which includes the type. */
    private static double quality(String accept, String type) {
        String group = type.substring(0, type.indexOf('/') + 1) + '*';
        return Arrays.stream(new String[] {type, group, "*/*"})
                .flatMap(range -> Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(each -> each.split(";", 2)[0].strip().equals(range)))
                .map(ProblemFormat::weight)
                .findFirst()
                .orElse(0.0);
    }

    private static double weight(String range) {
        try {
            return Arrays.stream(range.split(";"))
                    .map(String::strip)
                    .filter(parameter -> parameter.startsWith("q="))
                    .map(parameter -> Double.valueOf(parameter.substring(2).strip()))
                    .findFirst()
                    .orElse(1.0);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
