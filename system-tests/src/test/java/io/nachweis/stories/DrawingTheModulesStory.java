package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture in the README has the arrows that the poms have, without those that others imply. */
class DrawingTheModulesStory {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>(.*?)</artifactId>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>io\\.nachweis</groupId>\\s*<artifactId>([^<]*)</artifactId>\\s*</dependency>");
    private static final Pattern ARROW = Pattern.compile("(?m)^ {2}(\\S+) --> (\\S+)$");

    @Test
    void shows_each_arrow_once() throws IOException {
        Set<String> drawn = ARROW.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(drawn).containsExactlyElementsOf(arrows(modules()));
    }

    @Test
    void has_no_circle() throws IOException {
        Map<String, Set<String>> modules = modules();

        modules.keySet()
                .forEach(module ->
                        assertThat(reachable(module, modules)).as(module).doesNotContain(module));
    }

    /** What each module declares that it uses, tests aside. */
    private static Map<String, Set<String>> modules() throws IOException {
        return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> read(ROOT.resolve(module.group(1)).resolve("pom.xml")))
                .collect(Collectors.toMap(
                        pom -> first(ARTIFACT, pom),
                        pom -> DEPENDENCY
                                .matcher(pom)
                                .results()
                                .map(dependency -> dependency.group(1))
                                .collect(Collectors.toSet()),
                        (one, _) -> one,
                        TreeMap::new));
    }

    private static Set<String> arrows(Map<String, Set<String>> modules) {
        return modules.entrySet().stream()
                .flatMap(module -> module.getValue().stream()
                        .filter(to -> module.getValue().stream()
                                .noneMatch(other -> reachable(other, modules).contains(to)))
                        .map(to -> module.getKey() + " --> " + to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachable(String module, Map<String, Set<String>> modules) {
        Set<String> reached = new HashSet<>();
        Stream<String> next = modules.getOrDefault(module, Set.of()).stream();
        next.filter(reached::add).forEach(each -> reached.addAll(reachable(each, modules)));
        return reached;
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map((MatchResult result) -> result.group(1))
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
