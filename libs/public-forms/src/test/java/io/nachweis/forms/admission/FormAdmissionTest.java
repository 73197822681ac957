package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.SignedTimestamps.SignedTimestamp;
import io.nachweis.policy.FormGuard.AddressKind;
import io.nachweis.starter.sample.TestMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.IntStream;
import org.altcha.altcha.Altcha;
import org.altcha.altcha.Altcha.Algorithm;
import org.altcha.altcha.Altcha.Challenge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormAdmissionTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final EmailAddress ADA = EmailAddress.of("ada@example.org");

    private final MongoDatabase database = TestMongo.newDatabase();
    private final Pseudonyms pseudonyms = new Pseudonyms("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private final RateLimits limits = new RateLimits(database);

    @Test
    void a_suppression_ends_with_its_time_or_when_it_is_taken_back() {
        var suppressions = new Suppressions(database, pseudonyms);
        suppressions.add("one", "idm", ADA, NOON.plus(Duration.ofDays(1)));
        suppressions.add("two", "idm", ADA, NOON.plus(Duration.ofDays(2)));

        assertThat(suppressions.covers("idm", EmailAddress.of("A.da+x@example.org"), NOON))
                .isTrue();
        assertThat(suppressions.covers("other", ADA, NOON)).isFalse();
        assertThat(suppressions.covers("idm", EmailAddress.of("bob@example.org"), NOON))
                .isFalse();

        suppressions.lift("two");
        assertThat(suppressions.covers("idm", ADA, NOON)).isTrue();
        assertThat(suppressions.covers("idm", ADA, NOON.plus(Duration.ofDays(1))))
                .isFalse();
        suppressions.forgetUntil(NOON.plus(Duration.ofDays(1)));
        assertThat(database.getCollection("suppressions").countDocuments()).isZero();
    }

    @Test
    void a_suppression_and_a_counter_do_not_say_whose_they_are() {
        new Suppressions(database, pseudonyms).add("one", "idm", ADA, NOON);
        assertThat(database.getCollection("suppressions")
                        .find()
                        .into(new java.util.ArrayList<>())
                        .toString())
                .doesNotContain("ada");
    }

    @Test
    void a_stamp_says_when_and_what_to_who_knows_what_it_is_for() {
        var timestamps = new SignedTimestamps(pseudonyms);
        var timestamp = new SignedTimestamp(NOON, "newsletter/1/de");
        String made = timestamps.make("form", "idm", "", timestamp);

        assertThat(timestamps.read(made, "form", "idm", "")).contains(timestamp);
        assertThat(timestamps.make("form", "idm", "", timestamp)).isNotEqualTo(made);
        assertThat(timestamps.read(made, "page", "idm", "")).isEmpty();
        assertThat(timestamps.read(made, "form", "other", "")).isEmpty();
        assertThat(timestamps.read(made, "form", "idm", "token")).isEmpty();
        assertThat(timestamps.read("", "form", "idm", "")).isEmpty();
        assertThat(timestamps.read("%", "form", "idm", "")).isEmpty();
        byte[] bytes = Base64.getUrlDecoder().decode(made);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(timestamps.read(Base64.getUrlEncoder().encodeToString(changed), "form", "idm", ""))
                    .isEmpty();
        }
    }

    /** What was counted, mailed or handed out before an update is known after it. */
    @Test
    void a_pseudonym_a_code_and_a_stamp_are_the_same_for_ever() {
        assertThat(pseudonyms.of("mailbox", "ada@example.org"))
                .isEqualTo("f1IJJ5Vy0NVcdJjfxX4-JIRxRmBnOwHLZ3u-r-RMgqw");
        assertThat(new KeyedMailCodes(limits, pseudonyms).of("idm", "sign-up")).isEqualTo("673582");
        assertThat(new SignedTimestamps(pseudonyms)
                        .read("AQAAAZ3y3AoAAAECAwQFBgc4PtwxbPadWLlJIu9cla7v3rVuZXdzbGV0dGVyLzEvZGU", "form", "idm", ""))
                .contains(new SignedTimestamp(NOON, "newsletter/1/de"));
    }

    @Test
    void nothing_is_the_code_any_more_after_five_wrong_ones_in_a_day() {
        var codes = new KeyedMailCodes(limits, pseudonyms);
        String code = codes.of("idm", "sign-up");
        assertThat(code).matches("\\d{6}").isNotEqualTo(codes.of("idm", "another"));

        assertThat(codes.accepts("idm", "sign-up", code.substring(0, 3) + "\u00A0\u200B" + code.substring(3), NOON))
                .isTrue();
        assertThat(IntStream.range(0, 10).allMatch(_ -> codes.accepts("idm", "sign-up", code, NOON)))
                .isTrue();
        assertThat(IntStream.range(0, 5)
                        .anyMatch(_ -> codes.accepts("idm", "sign-up", code.equals("000000") ? "1" : "000000", NOON)))
                .isFalse();
        assertThat(codes.accepts("idm", "sign-up", code, NOON)).isFalse();
        assertThat(codes.accepts("idm", "another", codes.of("idm", "another"), NOON))
                .isTrue();
        assertThat(codes.accepts("idm", "sign-up", code, NOON.plus(Duration.ofDays(1))))
                .isTrue();
    }

    @Test
    void an_office_has_no_address_of_a_person(@TempDir Path folder) throws Exception {
        var list = Files.writeString(folder.resolve("domains.txt"), "# throw-away\nMailinator.com\n\n");
        var unwanted = new UnwantedAddresses(list);
        var both = Set.of(AddressKind.ROLE, AddressKind.DISPOSABLE);

        for (String address :
                new String[] {"Info@example.org", "abuse+x@example.org", "a@mailinator.com", "a@x.Mailinator.COM"}) {
            assertThat(unwanted.includes(EmailAddress.of(address), both)).isTrue();
            assertThat(unwanted.includes(EmailAddress.of(address), Set.of())).isFalse();
        }
        for (String address :
                new String[] {"information@example.org", "a@notmailinator.com", "mailinator.com@example.org"}) {
            assertThat(unwanted.includes(EmailAddress.of(address), both)).isFalse();
        }
    }

    @Test
    void work_is_accepted_once_however_it_is_written() throws Exception {
        var proofs = new ProofOfWork(limits, pseudonyms);
        String solved = solve(proofs.challenge(2_000));
        String spelledOtherwise = base64(new String(Base64.getDecoder().decode(solved), UTF_8).replace(",", " , "));

        assertThat(proofs.accepts(solved, NOON)).isTrue();
        assertThat(proofs.accepts(solved, NOON)).isFalse();
        assertThat(proofs.accepts(spelledOtherwise, NOON)).isFalse();
        assertThat(proofs.accepts(solve(proofs.challenge(2_000)), NOON)).isTrue();
    }

    @Test
    void work_that_is_none_is_not_accepted() throws Exception {
        var proofs = new ProofOfWork(limits, pseudonyms);
        var strange = new ProofOfWork(limits, new Pseudonyms(new byte[32]));

        assertThat(proofs.accepts(solve(strange.challenge(100)), NOON)).isFalse();
        assertThat(proofs.accepts(payload(proofs.challenge(100), 101), NOON)).isFalse();
        for (String none :
                new String[] {null, "", "%", "e30=", base64("[]"), base64("{\"number\":\"x\"}"), "A".repeat(5000)}) {
            assertThat(proofs.accepts(none, NOON)).isFalse();
        }
    }

    private static String solve(Challenge challenge) throws Exception {
        var solution =
                Altcha.solveChallenge(challenge.challenge, challenge.salt, Algorithm.SHA256, challenge.maxnumber, 0);
        return payload(challenge, solution.number);
    }

    private static String payload(Challenge challenge, long number) {
        return base64(
                """
                {"algorithm":"%s","challenge":"%s","number":%d,"salt":"%s","signature":"%s"}""".formatted(challenge.algorithm, challenge.challenge, number, challenge.salt, challenge.signature));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
