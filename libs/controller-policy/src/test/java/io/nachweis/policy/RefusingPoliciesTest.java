package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Each file in {@code bad} is laid over {@code good.yaml}; the comment it begins with is what must be said about it, line
 * by line and nothing else.
 */
class RefusingPoliciesTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder;

    static List<Path> bad() throws IOException {
        try (var files = Files.list(RESOURCES.resolve("bad"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void lists_every_fault(Path bad) throws IOException {
        var policy = YAML.readTree(RESOURCES.resolve("good.yaml")).asObject();
        layOver(policy, YAML.readTree(bad));
        YAML.writeValue(folder.resolve("example.yaml"), policy);

        assertThat(faults())
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(bad).stream()
                        .takeWhile(line -> line.startsWith("# "))
                        .map(line -> "example.yaml: " + line.substring(2))
                        .toList());
    }

    @Test
    void lists_the_faults_of_all_files_in_one_message() throws IOException {
        write("a.yaml", good().replace("id: example", "id: A"));
        write("b.yaml", good().replace("zone: Europe/Berlin", "zone: Moon"));

        assertThat(catchThrowableOfType(InvalidPolicy.class, () -> Controllers.load(folder)))
                .hasMessage("""
                        The controllers' policies cannot be carried out:
                          a.yaml: id: must be lower-case letters, digits and hyphens between them, not "A"
                          b.yaml: zone: must be a time zone such as Europe/Berlin, not "Moon\"""");
    }

    @Test
    void refuses_the_same_controller_twice() throws IOException {
        write("a.yaml", good());
        write("b.yaml", good());

        assertThat(faults()).containsExactly("b.yaml: id: another file has \"example\" already");
    }

    @Test
    void refuses_a_key_twice() throws IOException {
        write("a.yaml", good() + "zone: Europe/Rome\n");

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("a.yaml: line 39: ")
                .contains("zone");
    }

    @Test
    void refuses_what_is_no_yaml() throws IOException {
        write("a.yaml", "id: [");

        assertThat(faults()).singleElement().asString().startsWith("a.yaml: line 1: ");
    }

    @Test
    void refuses_a_file_without_content_and_one_with_two_documents() throws IOException {
        write("a.yaml", "");
        write("b.yaml", good() + "---\nid: other\n");

        assertThat(faults())
                .satisfiesExactly(
                        empty -> assertThat(empty).isEqualTo("a.yaml: must be a mapping, not nothing"),
                        two -> assertThat(two).startsWith("b.yaml: line 4"));
    }

    @Test
    void refuses_an_alias_that_would_be_read_as_its_name() throws IOException {
        write("a.yaml", good().replace("id: example", "id: &x example").replace("version: \"1\"", "version: *x"));

        assertThat(faults()).containsExactly("a.yaml: line 2: aliases are not understood");
    }

    @Test
    void refuses_what_is_not_utf_8() throws IOException {
        Files.write(folder.resolve("a.yaml"), good().getBytes(StandardCharsets.ISO_8859_1));

        assertThat(faults()).containsExactly("a.yaml: is not UTF-8");
    }

    @Test
    void refuses_a_folder_without_controllers() {
        assertThat(faults()).containsExactly(folder + ": holds no *.yaml");
    }

    @Test
    void refuses_a_folder_that_is_not_there() {
        var absent = folder.resolve("absent");

        assertThat(catchThrowableOfType(InvalidPolicy.class, () -> Controllers.load(absent))
                        .faults())
                .containsExactly(absent + ": is not a folder");
    }

    private Iterable<String> faults() {
        return catchThrowableOfType(InvalidPolicy.class, () -> Controllers.load(folder))
                .faults();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static String good() throws IOException {
        return Files.readString(RESOURCES.resolve("good.yaml"));
    }

    private static void layOver(ObjectNode policy, JsonNode changes) {
        changes.forEachEntry((key, change) -> {
            if (change instanceof ObjectNode && policy.path(key) instanceof ObjectNode below) {
                layOver(below, change);
            } else {
                policy.set(key, change);
            }
        });
    }
}
