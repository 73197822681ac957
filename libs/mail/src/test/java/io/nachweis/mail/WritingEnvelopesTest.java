package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingEnvelopesTest {

    private static final Path POLICY = Path.of("../controller-policy/src/test/resources/good.yaml");

    private static final WitnessedCheckpoint NOTHING_PUBLISHED =
            new WitnessedCheckpoint(Optional::empty, () -> Instant.EPOCH);

    @TempDir
    private Path folder;

    @Test
    void returns_to_the_sender_unless_the_policy_names_another_address() throws Exception {
        assertThat(seal(policy(""), Map.of(), "erika@example.org").getEnvelopeFrom())
                .isNull();

        var mail = seal(policy("mails: {returnPath: bounces@münchen.example}\n"), Map.of(), "erika@example.org");
        assertThat(mail.getEnvelopeFrom()).isEqualTo("bounces@xn--mnchen-3ya.example");
        assertThat(mail.getHeader("From", null)).contains("<privacy@example.org>");
    }

    /** RFC 2047 and RFC 5890: whoever reads ASCII only reads these mails. */
    @Test
    void is_ascii_but_for_a_local_part_that_cannot_be() throws Exception {
        var policy = policy("");
        for (var recipient : new String[] {"erika@example.org", "erika@münchen.example"}) {
            String mail = text(seal(policy, Map.of("example", "privacy@münchen.example"), recipient));
            assertThat(mail).isASCII().contains("<privacy@xn--mnchen-3ya.example>", "=?UTF-8?");
        }
        assertThat(text(seal(policy, Map.of(), "łukasz@münchen.example")))
                .contains("To: łukasz@xn--mnchen-3ya.example", "From: =?UTF-8?");
    }

    @Test
    void refuses_at_the_start_what_no_mail_can_come_from() throws Exception {
        var policy = policy("mails: {returnPath: bounces@-.example}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Envelopes(Map.of(), List.of(policy), NOTHING_PUBLISHED))
                .withMessageStartingWith("example: ");
    }

    /** Where it is published later, the next mail has it; where a newer one is, mails have it a minute later. */
    @Test
    void carries_the_checkpoint_that_was_published_last() throws Exception {
        var published = new AtomicReference<String>();
        var now = new AtomicReference<>(Instant.EPOCH);
        var checkpoint = new WitnessedCheckpoint(
                () -> Optional.ofNullable(published.get()).map(note -> note.getBytes(UTF_8)), now::get);

        assertThat(witnessed(checkpoint)).isNull();
        String first = "privacy.example.org/log/sample\n5\n" + "A".repeat(43) + "=\n\n— privacy.example.org/log/sample "
                + "B".repeat(96) + "\n";
        published.set(first);
        assertThat(witnessed(checkpoint)).isEqualTo(first);
        published.set("a newer one\n");
        assertThat(witnessed(checkpoint)).isEqualTo(first);
        now.set(Instant.EPOCH.plusSeconds(61));
        assertThat(witnessed(checkpoint)).isEqualTo("a newer one\n");
    }

    private @Nullable String witnessed(WitnessedCheckpoint checkpoint) throws Exception {
        String written = text(seal(policy(""), Map.of(), "erika@example.org", checkpoint));
        assertThat(written.lines()).allMatch(line -> line.length() <= 78);
        String[] header = new MimeMessage(null, new ByteArrayInputStream(written.getBytes(UTF_8)))
                .getHeader(WitnessedCheckpoint.HEADER);
        return header == null ? null : new String(Base64.getMimeDecoder().decode(header[0]), UTF_8);
    }

    private static SMTPMessage seal(ControllerPolicy policy, Map<String, String> from, String recipient) {
        return seal(policy, from, recipient, NOTHING_PUBLISHED);
    }

    private static SMTPMessage seal(
            ControllerPolicy policy, Map<String, String> from, String recipient, WitnessedCheckpoint checkpoint) {
        var server = new MailServer(SmtpAddress.of(URI.create("smtp://localhost")), "nachweis.example", 1);
        var template = Template.of("sample", "hello/1", Locale.ENGLISH);
        var letter = new Letter(template, "Bitte bestätigen", "Grüße\n", "ab".repeat(32));
        var draft = new Draft(
                policy,
                EmailAddress.of(recipient),
                new KeyScope(SubjectId.of("1." + "A".repeat(43)), "consent-records", "case"),
                letter,
                Map.of());
        return new Envelopes(from, List.of(policy), checkpoint)
                .seal(server.session(), draft, "<1@nachweis.example>", Instant.EPOCH);
    }

    private static String text(SMTPMessage mail) throws MessagingException, IOException {
        var out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toString(UTF_8);
    }

    private ControllerPolicy policy(String more) throws IOException {
        Files.writeString(
                folder.resolve("example.yaml"),
                Files.readString(POLICY).replaceFirst("name: .*", "name: Müller & Söhne") + more);
        return Controllers.load(folder).find("example").orElseThrow();
    }
}
