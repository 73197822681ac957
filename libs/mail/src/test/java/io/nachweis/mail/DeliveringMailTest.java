package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nachweis.event.EmailAddress;
import io.nachweis.mail.Delivery.Accepted;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import io.nachweis.testing.ScriptedSmtp;
import io.nachweis.testing.TestCertificate;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveringMailTest {

    @Test
    void returns_the_servers_word() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of(".", "250 2.0.0 queued as 4711"))) {
            assertThat(deliver(serverAt(smtp.port()))).isEqualTo(new Accepted("250 2.0.0 queued as 4711"));
        }
    }

    @Test
    void keeps_the_connection() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of())) {
            var server = serverAt(smtp.port());
            deliver(server);
            deliver(server);
            assertThat(smtp.connections()).isEqualTo(1);
        }
    }

    @Test
    void connects_again_when_the_server_has_hung_up() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of("NOOP", ScriptedSmtp.HANGS_UP))) {
            var server = serverAt(smtp.port());
            deliver(server);
            assertThat(deliver(server)).isInstanceOf(Accepted.class);
            assertThat(smtp.connections()).isEqualTo(2);
        }
    }

    @Test
    void ends_with_a_recipient_that_is_refused_for_good() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of("RCPT", "550 no such user"))) {
            assertThat(deliver(serverAt(smtp.port()))).isEqualTo(new Refused(550));
        }
    }

    @Test
    void ends_with_a_mail_that_is_refused_for_good() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of(".", "554 not here"))) {
            assertThat(deliver(serverAt(smtp.port()))).isEqualTo(new Refused(554));
        }
    }

    @Test
    void is_put_off_when_the_server_says_later_to_this_mail() throws Exception {
        for (var step : new String[] {"RCPT", "DATA", "."}) {
            try (var smtp = new ScriptedSmtp(Map.of(step, "451 later"))) {
                assertThat(deliver(serverAt(smtp.port()))).isEqualTo(new Deferred(451));
            }
        }
    }

    @Test
    void is_to_be_tried_again_when_the_server_says_later_to_everybody() throws Exception {
        for (var rule : Map.of("MAIL", "451 later", "RCPT", "421 closing").entrySet()) {
            try (var smtp = new ScriptedSmtp(Map.ofEntries(rule))) {
                assertNotDelivered(serverAt(smtp.port()), false);
            }
        }
    }

    @Test
    void is_to_be_tried_again_when_we_are_what_is_refused() throws Exception {
        for (var rule :
                Map.of("MAIL", "550 who are you", "RCPT", "530 log in first").entrySet()) {
            try (var smtp = new ScriptedSmtp(Map.ofEntries(rule))) {
                assertNotDelivered(serverAt(smtp.port()), false);
            }
        }
    }

    @Test
    void is_to_be_tried_again_when_nobody_is_there() {
        assertNotDelivered(serverAt(1), false);
    }

    @Test
    void perhaps_happened_when_the_server_hangs_up_instead_of_answering() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of(".", ScriptedSmtp.HANGS_UP))) {
            assertNotDelivered(serverAt(smtp.port()), true);
        }
    }

    /** The attacker listens on the way to a mail server that offers TLS, with a certificate of its own making. */
    @Test
    void goes_by_tls_wherever_that_is_offered() throws Exception {
        var offering = Map.of("EHLO", "250-scripted\r\n250 STARTTLS", "STARTTLS", "220 go ahead");
        try (var smtp = new ScriptedSmtp(
                offering, TestCertificate.of("dns:elsewhere.example").context())) {
            assertThat(deliver(serverAt(smtp.port()))).isInstanceOf(Accepted.class);
            assertThat(smtp.received())
                    .noneMatch(command -> command.startsWith("MAIL"))
                    .anyMatch(command -> command.startsWith("tls MAIL"));
        }
    }

    /** The attacker stands for the mail server, and takes its offer of TLS away or has a certificate of their own. */
    @Test
    void shows_neither_password_nor_mail_to_who_is_not_the_server_that_was_meant() throws Exception {
        var logIn = "250-scripted\r\n250 AUTH PLAIN LOGIN";
        try (var stripped = new ScriptedSmtp(Map.of("EHLO", logIn));
                var forged = new ScriptedSmtp(
                        Map.of("EHLO", logIn.replace("250 ", "250-") + "\r\n250 STARTTLS", "STARTTLS", "220 go ahead"),
                        TestCertificate.of("dns:localhost").context())) {
            for (var smtp : List.of(stripped, forged)) {
                assertNotDelivered(
                        serverAt("smtp://erika:canary@localhost:" + smtp.port() + "?starttls=required"), false);
                assertThat(smtp.received()).isNotEmpty().noneMatch(command -> command.matches("(tls )?(AUTH|MAIL).*"));
            }
        }
    }

    private static void assertNotDelivered(MailServer server, boolean perhapsSent) {
        assertThatExceptionOfType(NotDelivered.class)
                .isThrownBy(() -> deliver(server))
                .withMessageNotContaining("erika")
                .satisfies(failure -> assertThat(failure.perhapsSent()).isEqualTo(perhapsSent));
    }

    private static MailServer serverAt(int port) {
        return serverAt("smtp://localhost:" + port);
    }

    private static MailServer serverAt(String url) {
        return new MailServer(SmtpAddress.of(URI.create(url)), "nachweis.example", 2);
    }

    private static Delivery deliver(MailServer server) throws MessagingException, IOException {
        var mail = new MimeMessage(server.session());
        mail.setFrom("datenschutz@muster.example");
        mail.setText("Guten Tag\n", "UTF-8");
        return server.deliver(mail, Envelopes.address(EmailAddress.of("erika@example.org")));
    }
}
