package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunningTheCommandTest {

    @TempDir
    Path folder;

    private record Said(int exit, String text) {}

    private static Said run(String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(said, true, UTF_8)) {
            int exit = VerifyCommand.run(stream, stream, args);
            return new Said(exit, said.toString(UTF_8));
        }
    }

    private static Said verify(Path file) {
        return run(file.toString(), "--key", Corpus.KEYS.toString());
    }

    @Test
    void tells_what_is_proven_and_what_cannot_be_known() {
        Said said = verify(Corpus.GOOD);

        assertThat(said.text())
                .contains("✔ The evidence is consistent, not anchored", "5 of 11 entries")
                .contains("email: änne@example.org", "ip: not shown (consent-records)", EvidenceExamples.WORDING)
                .contains("consistent, not anchored", "Who sat at the keyboard")
                .doesNotContain("named by this file only");
        assertThat(said.exit()).isZero();
    }

    @Test
    void says_when_only_the_file_names_the_key() {
        Said said = run(Corpus.GOOD.toString());

        assertThat(said.text()).contains("is named by this file only");
        assertThat(said.exit()).isZero();
    }

    @Test
    void speaks_the_language_that_it_is_asked_for() {
        assertThat(run(Corpus.GOOD.toString(), "--locale", "de").text())
                .contains("Der Nachweis ist stimmig", "stimmig, nicht verankert", "Wer an der Tastatur saß");
        assertThat(run(Corpus.GOOD.toString(), "--locale", "fi").text()).contains("The evidence is consistent");
    }

    static List<Path> bad() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void says_what_is_wrong_by_code_sentence_and_status(Path file) {
        Said said = verify(file);

        Violation violation =
                Violation.valueOf(Corpus.code(file).toUpperCase(Locale.ROOT).replace('-', '_'));
        assertThat(said.text()).contains("[" + violation.code() + "]").doesNotContain("Exception", "\tat ");
        assertThat(said.exit()).isEqualTo(violation.isUnreadable() ? 2 : 1);
    }

    @Test
    void lets_nothing_in_a_file_move_the_cursor() {
        assertThat(verify(Corpus.GOOD).text()).contains("\\u{1b}[31m\\u{202e}").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void judges_nothing_without_a_file_that_it_can_read() throws IOException {
        Path noKeys = Files.writeString(folder.resolve("keys.txt"), "\n");
        Path brokenKeys = Files.writeString(folder.resolve("broken.txt"), "example.org+00000000+AAAA\n");

        assertThat(Stream.of(
                        run(),
                        run("one", "two"),
                        run("--sideways"),
                        run(Corpus.GOOD.toString(), "--key"),
                        run(folder.resolve("absent").toString()),
                        run(folder.toString()),
                        run("\0"),
                        run(Corpus.GOOD.toString(), "--key", noKeys.toString()),
                        run(Corpus.GOOD.toString(), "--key", brokenKeys.toString()),
                        run(
                                Corpus.GOOD.toString(),
                                "--key",
                                folder.resolve("absent").toString())))
                .allSatisfy(said -> {
                    assertThat(said.exit()).isEqualTo(2);
                    assertThat(said.text()).doesNotContain("Exception", "✔").isNotEmpty();
                });
    }

    @Test
    void has_a_sentence_for_everything_in_every_language() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.ITALIAN)) {
            Words words = new Words(locale);
            for (Violation violation : Violation.values()) {
                assertThat(words.of("violation." + violation.code())).isNotBlank();
            }
            for (Limit.Kind kind : Limit.Kind.values()) {
                assertThat(words.of("limit." + kind.code())).isNotBlank();
            }
        }
    }
}
