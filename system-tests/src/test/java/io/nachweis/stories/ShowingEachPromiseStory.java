package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents name the tests that show what they promise. Whether a test shows just that is for its reader to say. */
class ShowingEachPromiseStory {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Story|Contract))`");

    /** What is held of a section: up to what else is said of it, the next section or the end of the list. */
    private static final Pattern HELD =
            Pattern.compile("(?s)\\.\\s+\\*Held:\\*(.*?)(?=\\s\\*[A-Z][a-z\\s]+:\\*|\n- |\n\n|\\z)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/abuse.md", "docs/security.md"})
    void names_only_tests_that_there_are(String document) throws IOException {
        assertThat(found(TEST, document)).isNotEmpty().isSubsetOf(tests());
    }

    @Test
    void calls_nothing_held_that_no_test_shows() throws IOException {
        assertThat(found(HELD, "docs/security.md")).hasSizeGreaterThan(40).allMatch(TEST.asPredicate());
    }

    /** By their simple names, and other classes beside them. */
    private static Set<String> tests() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : found(MODULE, "pom.xml")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> tests.add(name.replace(".java", "")));
            }
        }
        return tests;
    }

    private static List<String> found(Pattern pattern, String document) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
