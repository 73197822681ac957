package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
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
                .allMatch(fault -> fault.matches("example[.]yaml:\\d+:\\d+: .*"))
                .extracting(fault -> fault.replaceFirst("^\\S+ ", ""))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(bad).stream()
                        .takeWhile(line -> line.startsWith("# "))
                        .map(line -> line.substring(2))
                        .toList());
    }

    @Test
    void lists_the_faults_of_all_files_in_one_message() throws IOException {
        write("a.yaml", good().replace("id: example", "id: A"));
        write("b.yaml", good().replace("zone: Europe/Berlin", "zone: Moon"));

        assertThat(catchThrowableOfType(InvalidPolicy.class, () -> Controllers.load(folder)))
                .hasMessage("""
                        The controllers' policies cannot be carried out:
                          a.yaml:1:1: id: must be lower-case letters, digits and hyphens between them, not "A"
                          b.yaml:18:1: zone: must be a time zone such as Europe/Berlin, not "Moon\"""");
    }

    @Test
    void refuses_every_language_that_no_page_or_mail_is_written_in() throws IOException {
        write("a.yaml", good().replace("languages: [de, en]", "languages: [de, en, fr, it-CH, pt-BR]"));

        assertThat(faults())
                .filteredOn(fault -> fault.contains(" languages["))
                .containsExactly(
                        "a.yaml:19:21: languages[2]: must be one that pages and mails are written in, which are en, de, it,"
                                + " not \"fr\"",
                        "a.yaml:19:32: languages[4]: must be one that pages and mails are written in, which are en, de, it,"
                                + " not \"pt-BR\"");
    }

    @Test
    void refuses_the_same_controller_twice() throws IOException {
        write("a.yaml", good());
        write("b.yaml", good());

        assertThat(faults()).containsExactly("b.yaml:1:1: id: another file has \"example\" already");
    }

    @Test
    void refuses_a_key_twice() throws IOException {
        write("a.yaml", good() + "zone: Europe/Rome\n");

        assertThat(faults())
                .containsExactly("a.yaml:39:1: \"zone\" is there twice, first in line 18; keep one of them");
    }

    @Test
    void refuses_what_is_no_yaml() throws IOException {
        write("a.yaml", "id: [");

        assertThat(faults()).singleElement().asString().startsWith("a.yaml:1:");
    }

    @Test
    void refuses_a_file_without_content_and_one_with_two_documents() throws IOException {
        write("a.yaml", "");
        write("b.yaml", good() + "---\nid: other\n");

        assertThat(faults())
                .satisfiesExactly(
                        empty -> assertThat(empty).isEqualTo("a.yaml:1:1: must be a mapping, not nothing"),
                        two -> assertThat(two)
                                .isEqualTo("b.yaml:40:1: begins a second document; put it into a file of its own"));
    }

    @Test
    void refuses_an_alias_that_would_be_read_as_its_name() throws IOException {
        write("a.yaml", good().replace("id: example", "id: &x example").replace("version: \"1\"", "version: *x"));

        assertThat(faults()).containsExactly("a.yaml:2:10: aliases are not understood; write out what it stands for");
    }

    /** Who can write a policy file wants the service to run out of memory: ten names stand for ten thousand million texts. */
    @Test
    void refuses_aliases_that_would_explode_at_the_first_one() throws IOException {
        var bomb = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%1$d: &a%1$d [".formatted(i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }
        write("a.yaml", bomb.toString());

        assertThat(faults())
                .hasSizeLessThan(150)
                .contains("a.yaml:2:10: aliases are not understood; write out what it stands for");
    }

    /** The same, by size and by depth. */
    @Test
    void refuses_ten_mebibytes_and_what_is_nested_without_end() throws IOException {
        write("a.yaml", "a: " + "x".repeat(10 << 20));
        write("b.yaml", "[".repeat(100_000));

        assertThat(faults())
                .satisfiesExactly(
                        large -> assertThat(large).isEqualTo("a.yaml:1:1: is larger than 1 MiB"),
                        deep -> assertThat(deep).startsWith("b.yaml:1:"));
    }

    @Test
    void refuses_tabs() throws IOException {
        write("a.yaml", good().replace("  name: Example GmbH", "\tname: Example GmbH"));

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("a.yaml:4:1: ")
                .contains("TAB");
    }

    @Test
    void points_to_the_line_and_column_of_each_fault_in_order() throws IOException {
        write(
                "a.yaml",
                good().replace("  country: DE\n", "  fax: \"1\"\n")
                        .replace("maxLength: 200", "maxLength: many")
                        .replace("period: P3Y", "period: P-3Y"));

        assertThat(faults())
                .containsExactly(
                        "a.yaml:3:1: identity.country: is missing; write a country such as DE",
                        "a.yaml:6:3: identity.fax: is not known here; there could be country",
                        "a.yaml:24:204: categories.consent-records.retention[0].period: must be a period such as P3Y, P24M or P2D, not \"P-3Y\"",
                        "a.yaml:33:34: forms.newsletter.fields.company.maxLength: must be a whole number from 1 on, not \"many\"");
    }

    /** So that editors believe it, and find it from the file that it is about. */
    @Test
    void publishes_a_schema_that_is_one_and_that_idm_names() throws IOException {
        var schema = Path.of("src/main/resources/nachweis/controller-policy.schema.json");
        var ofSchemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var idm = Path.of("../../deploy/controllers/idm.yaml");

        assertThat(ofSchemas.validate(Files.readString(schema), InputFormat.JSON))
                .isEmpty();
        assertThat(Files.readAllLines(idm).getFirst()).startsWith("# yaml-language-server: $schema=");
        assertThat(idm.resolveSibling(Files.readAllLines(idm).getFirst().split("=", 2)[1]))
                .isRegularFile();
    }

    @Test
    void refuses_what_is_not_utf_8() throws IOException {
        Files.write(folder.resolve("a.yaml"), good().getBytes(StandardCharsets.ISO_8859_1));

        assertThat(faults()).containsExactly("a.yaml:1:1: is not UTF-8");
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

    private List<String> faults() {
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
