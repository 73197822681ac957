package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
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

    /** The last column of a table's rows. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^§-].*\\| (.*?) \\|$");

    private static final Pattern SECTION = Pattern.compile("(?m)^\\| ([0-9][0-9., ()]*?) \\|");
    private static final Pattern LIST = Pattern.compile("[^, ]+");
    private static final Pattern NOT_SHOWN = Pattern.compile("^\\*Not (?:yet|by software:)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/abuse.md", "docs/security.md", "docs/promises.md"})
    void names_only_tests_that_there_are(String document) throws IOException {
        assertThat(found(TEST, document)).isNotEmpty().isSubsetOf(tests());
    }

    @Test
    void calls_nothing_held_that_no_test_shows() throws IOException {
        assertThat(found(HELD, "docs/security.md")).hasSizeGreaterThan(40).allMatch(TEST.asPredicate());
    }

    /** A row is shown by a test, or says why it is not. */
    @Test
    void leaves_no_promise_of_a_policy_unanswered() throws IOException {
        assertThat(found(ROW, "docs/promises.md"))
                .hasSizeGreaterThan(60)
                .allMatch(TEST.asPredicate().or(NOT_SHOWN.asPredicate()));
    }

    @Test
    void goes_through_each_section_of_the_policies() throws IOException {
        assertThat(sections("interactive digital media GmbH"))
                .contains("1", "2", "3", "4", "5", "6", "7.1", "7.2", "8", "10.1", "10.2", "10.3")
                .contains("11.1", "11.2", "11.3", "11.4", "12", "13", "14", "15")
                .contains("13, 15", "13, 16", "13, 17", "13, 18", "13, 20", "13, 21", "13, 7(3)", "13, 77");
        assertThat(sections("Interactive Media S.p.A.")).contains("1", "2", "3", "4", "5", "6", "7", "8");
    }

    /** As they stand in the rows, and each that a row is about. */
    private static Set<String> sections(String controller) throws IOException {
        Set<String> sections = new TreeSet<>();
        Pattern part = Pattern.compile("(?s)\n## " + Pattern.quote(controller) + "(.*?)(?=\n## |\\z)");
        String table = found(part, "docs/promises.md").getFirst();
        SECTION.matcher(table).results().forEach(row -> {
            sections.add(row.group(1));
            sections.addAll(
                    LIST.matcher(row.group(1)).results().map(MatchResult::group).toList());
        });
        return sections;
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
