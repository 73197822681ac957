package io.nachweis.gateway.accesslog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user agent says about itself, in words of ours: a family of browsers with its major version, and its operating
 * system. Nothing else of the text is kept, so nothing that somebody hid there is.
 */
public final class Browser {

    private static final String UNKNOWN = "-";

    /** The first that is named counts, because most claim to be those after it, too. */
    private static final List<String> FAMILIES =
            List.of("Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "Chrome", "CriOS", "Safari");

    private static final Pattern PRODUCT = Pattern.compile("([A-Za-z]{3,14})/([0-9]{1,3})(?![0-9]).*");

    private static final List<String> SYSTEMS =
            List.of("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux");

    private Browser() {}

    /** Family and major version, never longer than the agent's own words; {@code -} where none is recognised. */
    static String family(String agent) {
        var versions = new HashMap<String, String>();
        for (String word : agent.split(" ", -1)) {
            Matcher product = PRODUCT.matcher(word);
            if (product.matches()) {
                versions.putIfAbsent(product.group(1), product.group(2));
            }
        }
        return FAMILIES.stream()
                .filter(versions::containsKey)
                .findFirst()
                .map(family -> family + '/' + version(family, versions))
                .orElse(agent.isEmpty() ? "" : UNKNOWN);
    }

    /** Safari's own number is of its engine. */
    private static @Nullable String version(String family, Map<String, String> versions) {
        return family.equals("Safari") && versions.containsKey("Version")
                ? versions.get("Version")
                : versions.get(family);
    }

    /** The same with the operating system, as a policy that keeps both lists them. */
    public static String familyAndSystem(String agent) {
        String family = family(agent);
        return family.equals(UNKNOWN) || family.isEmpty()
                ? UNKNOWN
                : SYSTEMS.stream()
                        .filter(agent::contains)
                        .findFirst()
                        .map(system -> family + " (" + system + ')')
                        .orElse(family);
    }
}
