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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingEnvelopesTest {

    private static final Path POLICY = Path.of("../controller-policy/src/test/resources/good.yaml");

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
                .isThrownBy(() -> new Envelopes(Map.of(), List.of(policy)))
                .withMessageStartingWith("example: ");
    }

    private static SMTPMessage seal(ControllerPolicy policy, Map<String, String> from, String recipient) {
        var server = new MailServer(SmtpAddress.of(URI.create("smtp://localhost")), "nachweis.example", 1);
        var template = Template.of("sample", "hello/1", Locale.ENGLISH);
        var letter = new Letter(template, "Bitte bestätigen", "Grüße\n", "ab".repeat(32));
        var draft = new Draft(
                policy,
                EmailAddress.of(recipient),
                new KeyScope(SubjectId.of("1." + "A".repeat(43)), "consent-records", "case"),
                letter,
                Map.of());
        return new Envelopes(from, List.of(policy))
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
