package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.transparency.VerifierKey;
import io.nachweis.verifier.Evidence.Entry;
import io.nachweis.verifier.Json.JsonString;
import io.nachweis.verifier.Limit.Kind;
import io.nachweis.verifier.Verdict.Holds;
import io.nachweis.verifier.Verdict.Unreadable;
import io.nachweis.verifier.Verdict.Violated;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyingEvidenceTest {

    static final List<VerifierKey> KEYS = List.of(
            EvidenceExamples.newsletter().key(), EvidenceExamples.consent().key());

    private static Holds good() {
        return holds(EvidenceExamples.good(), KEYS);
    }

    private static Holds holds(Document file, List<VerifierKey> trusted) {
        Verdict verdict = EvidenceVerifier.verify(file.toString().getBytes(UTF_8), trusted);
        assertThat(verdict).isInstanceOf(Holds.class);
        return (Holds) verdict;
    }

    private static Stream<Limit> limits(Holds verdict, Kind kind) {
        return verdict.limits().stream().filter(limit -> limit.kind() == kind);
    }

    @Nested
    class Of_a_good_file {

        @Test
        void says_what_happened_in_the_order_of_time() {
            assertThat(good().evidence().entries().map(Entry::type))
                    .containsExactly(
                            "text.published.v1",
                            "subscription.requested.v1",
                            "mail.sent.v1",
                            "subscription.confirmed.v1",
                            "consent.given.v1",
                            "subscription.consent-withdrawn.v1");
        }

        @Test
        void shows_what_is_disclosed_and_names_what_is_withheld() {
            Entry signUp = good().evidence().entries().skip(1).findFirst().orElseThrow();

            assertThat(signUp.position()).isEqualTo(5);
            assertThat(signUp.disclosed())
                    .containsEntry("email", new JsonString("änne@example.org"))
                    .containsOnlyKeys("email", "subject");
            assertThat(signUp.withheld()).isEqualTo(Map.of("ip", "consent-records"));
            assertThat(signUp.data()).containsOnlyKeys("controller", "requestedAt", "wordings");
            assertThat(limits(good(), Kind.WITHHELD))
                    .containsExactly(new Limit(Kind.WITHHELD, "/logs/0/entries/1/disclosures", "ip"));
        }

        @Test
        void finds_the_text_that_an_entry_names_in_whichever_log() {
            List<Entry> entries = good().evidence().entries().toList();

            assertThat(List.of(entries.get(1), entries.get(4)))
                    .allSatisfy(entry -> assertThat(entry.texts())
                            .extracting(Evidence.Text::words)
                            .containsExactly(Optional.of(EvidenceExamples.WORDING)));
            assertThat(entries.get(2).texts()).extracting(Evidence.Text::words).containsExactly(Optional.empty());
            assertThat(limits(good(), Kind.TEXT_ABSENT))
                    .extracting(Limit::place)
                    .containsExactly("/logs/0/entries/2/leaf");
        }

        @Test
        void says_that_it_is_consistent_and_not_anchored() {
            assertThat(limits(good(), Kind.NOT_ANCHORED))
                    .extracting(Limit::about)
                    .containsExactly("privacy.example.org/log/newsletter", "privacy.example.org/log/consent");
        }

        @Test
        void says_what_no_file_can_prove() {
            assertThat(good().limits())
                    .extracting(Limit::kind)
                    .contains(Kind.STATEMENTS_NOT_PROVEN, Kind.OTHER_ENTRIES, Kind.WHO_ACTED);
        }

        @Test
        void holds_with_everything_withheld() {
            Document file = EvidenceExamples.good();
            for (int entry = 1; entry < 3; entry++) {
                file.remove("/logs/0/entries/" + entry + "/disclosures");
            }

            assertThat(limits(holds(file, KEYS), Kind.WITHHELD))
                    .extracting(Limit::about)
                    .containsExactly("email, ip, subject", "smtpReply, subject");
        }

        @Test
        void holds_with_any_of_its_entries_left_out() {
            for (int entry = 0; entry < 5; entry++) {
                holds(EvidenceExamples.good().remove("/logs/0/entries/" + entry), KEYS);
            }
            holds(EvidenceExamples.good().remove("/logs/1"), KEYS);
        }
    }

    @Nested
    class By_keys {

        @Test
        void of_elsewhere_says_nothing_of_the_key_in_the_file() {
            assertThat(limits(good(), Kind.KEY_FROM_FILE_ONLY)).isEmpty();
        }

        @Test
        void of_the_file_alone_says_so() {
            assertThat(limits(holds(EvidenceExamples.good(), List.of()), Kind.KEY_FROM_FILE_ONLY))
                    .extracting(Limit::about)
                    .containsExactly(KEYS.get(0).text(), KEYS.get(1).text());
        }

        @Test
        void of_one_log_does_not_do_for_another() {
            assertThat(EvidenceVerifier.verify(
                            EvidenceExamples.good().toString().getBytes(UTF_8), KEYS.subList(0, 1)))
                    .isEqualTo(new Violated(List.of(new Finding(Violation.KEY_NOT_TRUSTED, "/logs/1/key"))));
        }
    }

    @Nested
    class With_anchors {

        @Test
        void of_a_kind_that_it_does_not_know_says_that_it_did_not_check_them() {
            Document file = EvidenceExamples.good()
                    .set("/logs/1/anchors", Document.array(Document.object("kind", "mail-header", "at", "2026-05-03")));

            assertThat(limits(holds(file, KEYS), Kind.ANCHOR_NOT_CHECKED))
                    .containsExactly(new Limit(Kind.ANCHOR_NOT_CHECKED, "/logs/1/anchors/0", "mail-header"));
            assertThat(limits(holds(file, KEYS), Kind.NOT_ANCHORED)).hasSize(2);
        }
    }

    static List<Path> bad() {
        return Corpus.bad();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void says_exactly_what_is_wrong(Path file) throws IOException {
        List<Finding> findings = findings(EvidenceVerifier.verify(Files.readAllBytes(file), KEYS));

        assertThat(findings.stream().map(finding -> finding.violation().code())).contains(Corpus.code(file));
        assertThat(findings.stream().map(Finding::violation))
                .allMatch(violation -> violation.isUnreadable()
                        == findings.getFirst().violation().isUnreadable());
    }

    private static List<Finding> findings(Verdict verdict) {
        return switch (verdict) {
            case Violated(var findings) -> findings;
            case Unreadable(var finding) -> List.of(finding);
            case Holds holds -> throw new AssertionError("Nothing was found: " + holds.limits());
        };
    }

    @Test
    void knows_a_file_for_each_way_to_cheat() {
        Set<String> shown = Corpus.bad().stream().map(Corpus::code).collect(Collectors.toSet());

        // What is large is not checked in.
        assertThat(Arrays.stream(Violation.values())
                        .filter(violation ->
                                violation != Violation.FILE_TOO_LARGE && violation != Violation.TOO_MANY_VALUES)
                        .map(Violation::code))
                .allMatch(shown::contains);
        assertThat(shown).hasSize(Violation.values().length - 2);
    }

    @Test
    void keeps_the_corpus_as_the_helpers_make_it() throws IOException {
        Map<Path, byte[]> made = Corpus.made();
        assertThat(Corpus.bad()).allMatch(made::containsKey);
        for (Map.Entry<Path, byte[]> file : made.entrySet()) {
            assertThat(file.getKey()).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void points_to_the_place() throws IOException {
        assertThat(verdictOnBad("proof-too-short"))
                .isEqualTo(new Violated(List.of(new Finding(Violation.PROOF_TOO_SHORT, "/logs/0/entries/0/proof"))));
        assertThat(verdictOnBad("malformed.anchor"))
                .isEqualTo(new Unreadable(new Finding(Violation.MALFORMED, "/logs/0/anchors/0")));
    }

    private static Verdict verdictOnBad(String name) throws IOException {
        return EvidenceVerifier.verify(
                Files.readAllBytes(Corpus.FOLDER.resolve("bad").resolve(name + ".json")), KEYS);
    }

    /** As long as somebody likes, without that much memory or time. */
    @Test
    void reads_no_more_than_it_may() throws IOException {
        Blanks blanks = new Blanks(1L << 30);

        assertThat(EvidenceVerifier.verify(blanks, KEYS))
                .isEqualTo(new Unreadable(new Finding(Violation.FILE_TOO_LARGE, "")));
        assertThat(blanks.left).isGreaterThan((1L << 30) - (65L << 20));
    }

    @Test
    void keeps_no_more_than_it_may() {
        String many = "0,".repeat(1_000_000);

        assertThat(EvidenceVerifier.verify(("[" + many + many + "0]").getBytes(UTF_8), KEYS))
                .isEqualTo(new Unreadable(new Finding(Violation.TOO_MANY_VALUES, "")));
    }

    @Test
    void counts_what_is_in_leaves_and_disclosures_too() {
        String half = "[" + "0,".repeat(1_100_000) + "0]";
        Document leaves = EvidenceExamples.good();
        leaves.set("/logs/0/entries/0/leaf", half).set("/logs/0/entries/1/leaf", half);
        Document disclosures = EvidenceExamples.good();
        for (int i = 0; i < 2; i++) {
            disclosures.set("/logs/1/entries/0/disclosures/" + i, Base64Url.of(half.getBytes(UTF_8)));
        }

        assertThat(List.of(leaves, disclosures))
                .allSatisfy(file -> assertThat(
                                EvidenceVerifier.verify(file.toString().getBytes(UTF_8), KEYS))
                        .isEqualTo(new Unreadable(new Finding(Violation.TOO_MANY_VALUES, ""))));
    }

    private static final class Blanks extends InputStream {

        private long left;

        Blanks(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int read = (int) Math.min(left, length);
            Arrays.fill(bytes, offset, offset + read, (byte) ' ');
            left -= read;
            return read == 0 && length > 0 ? -1 : read;
        }
    }
}
