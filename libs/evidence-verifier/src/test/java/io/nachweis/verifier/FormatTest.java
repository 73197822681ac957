package io.nachweis.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** docs/format.md and the code say the same of evidence files. When a test fails here, either the format has changed or the page lies. */
class FormatTest {

    private static final Path PAGE = Path.of("../../docs/format.md");

    @Test
    void the_file_of_the_vector_is_on_the_page() throws IOException {
        assertThat(Files.readString(PAGE)).contains("```json\n" + Files.readString(Corpus.SMALL) + "```\n");
    }

    @Test
    void every_code_is_explained() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Arrays.stream(Violation.values()).map(Violation::code))
                .allSatisfy(code -> assertThat(page).contains("| `" + code + "` |"));
        assertThat(Arrays.stream(Limit.Kind.values()).map(Limit.Kind::code))
                .allSatisfy(code -> assertThat(page).contains("| `" + code + "` |"));
    }

    @Test
    void the_limits_on_the_page_are_those_of_the_code() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("`" + EvidenceFile.FORMAT + "`")
                .contains("at most 64 MiB, 64 levels and 10,000 entries")
                .contains("2,000,000 values");
        assertThat(EvidenceFile.MAX_BYTES).isEqualTo(64 << 20);
        assertThat(EvidenceFile.MAX_ENTRIES).isEqualTo(10_000);
        assertThat(JsonReader.MAX_DEPTH).isEqualTo(64);
        assertThat(JsonReader.MAX_VALUES).isEqualTo(2_000_000);
    }
}
