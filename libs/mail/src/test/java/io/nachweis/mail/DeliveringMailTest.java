package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nachweis.event.EmailAddress;
import io.nachweis.mail.Delivery.Accepted;
import io.nachweis.mail.Delivery.Cause;
import io.nachweis.mail.Delivery.Deferred;
import io.nachweis.mail.Delivery.Refused;
import io.nachweis.testing.ScriptedSmtp;
import io.nachweis.testing.TestCertificate;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveringMailTest {

    private static final String SENDER = "datenschutz@muster.example";

    private static final Map<String, String> INTERNATIONAL = Map.of("EHLO", "250-scripted\r\n250 SMTPUTF8");

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

    /** The replies are written as mail servers write them, with the line ends as {@code ;}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # whoever reads the mailbox is not there, or the mailbox is not
            RCPT | 550 5.1.1 <erika@example.org>: Recipient address rejected: User unknown | refused 5.1.1
            RCPT | 550-5.1.1 The email account that you tried to reach does not exist.;550-5.1.1 Please try;550 5.1.1 again. | refused 5.1.1
            RCPT | 550 #5.1.0 Address rejected.                         | refused 5.1.0
            RCPT | 554 sorry, no mailbox here by that name. (#5.1.1)    | refused 5.1.1
            RCPT | 550 5.2.1 The account is inactive                    | refused 5.2.1
            RCPT | 550 5.1.99 of a later registry                       | refused 5.1.99
            RCPT | 556 5.1.10 Recipient address has null MX             | refused 5.1.10
            RCPT | 553 5.6.7 no such addresses here                     | refused 5.6.7
            .    | 554 5.1.1 no such user after all                     | refused 5.1.1
            # the same without an enhanced status code
            RCPT | 550 no such user                                     | refused 5.1.1
            RCPT | 551 not here                                         | refused 5.1.6
            RCPT | 553 mailbox name not allowed                         | refused 5.1.3
            RCPT | 501 what is that                                     | refused 5.1.3
            RCPT | 550-Your address 192.0.2.1;550 is 5.1.1.7            | refused 5.1.1
            # the mailbox is busy or full
            RCPT | 452-4.2.2 The email account is over quota;452 4.2.2 | recipient 4.2.2
            RCPT | 552 5.2.2 Mailbox full                               | recipient 5.2.2
            RCPT | 552 mailbox full                                     | recipient 5.2.2
            RCPT | 450 busy                                             | recipient 4.2.0
            RCPT | 421 4.2.1 too many mails to this mailbox             | recipient 4.2.1
            .    | 552 mailbox full                                     | recipient 5.2.2
            # the server says later, as to all whom it does not know
            RCPT | 450 4.7.1 <erika@example.org>: Recipient address rejected: Greylisted | server 4.7.1
            RCPT | 451 come again                                       | server 4.3.0
            RCPT | 452 4.3.1 Insufficient system storage                | server 4.3.1
            RCPT | 450 4.1.8 <us@muster.example>: Sender address rejected: Domain not found | server 4.1.8
            RCPT | 451 5.1.1 the class is wrong                         | recipient 4.1.1
            DATA | 451 later                                            | server 4.3.0
            .    | 451 4.7.0 later                                      | server 4.7.0
            # we are what is refused
            RCPT | 554 5.7.1 <erika@example.org>: Relay access denied   | sender 5.7.1
            RCPT | 550 5.7.1 Unable to relay                            | sender 5.7.1
            RCPT | 550 5.1.8 <us@muster.example>: Sender address rejected | sender 5.1.8
            RCPT | 554 5.0.0 transaction failed                         | sender 5.3.0
            RCPT | 550 5.4.1 Recipient address rejected: Access denied  | sender 5.4.1
            RCPT | 555 5.5.4 unknown parameter                          | sender 5.5.4
            MAIL | 553 5.1.7 bad sender                                 | sender 5.1.7
            MAIL | 550 5.1.1 who is that                                | sender 5.1.1
            MAIL | 553 5.7.1 Sender address rejected: not owned by user | sender 5.7.1
            MAIL | 553 who is that                                      | sender 5.1.7
            MAIL | 450 4.1.8 Sender address rejected: Domain not found  | server 4.1.8
            .    | 554 not here                                         | sender 5.3.0
            .    | 550 looks like spam                                  | sender 5.7.0
            .    | 550-5.7.26 unauthenticated;550 5.7.26 email          | sender 5.7.26
            .    | 552 5.3.4 Message size exceeds fixed limit           | sender 5.3.4
            # about every mail
            MAIL | 451 later                                            | everybody
            MAIL | 452 4.3.1 Insufficient system storage                | everybody
            MAIL | 550 who are you                                      | everybody
            MAIL | 530 5.7.0 Must issue a STARTTLS command first        | everybody
            RCPT | 530 log in first                                     | everybody
            RCPT | 503 5.5.1 Error: need MAIL command                   | everybody
            RCPT | 421 closing                                          | everybody
            .    | 421 4.3.2 shutting down                              | everybody
            """)
    void goes_by_what_the_refusal_is_about(String step, String reply, String expected) throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of(step, reply.replace(";", "\r\n")))) {
            var server = serverAt(smtp.port());
            if (expected.equals("everybody")) {
                assertNotDelivered(server);
            } else {
                assertThat(told(deliver(server))).isEqualTo(expected);
            }
        }
    }

    private static String told(Delivery delivery) {
        return switch (delivery) {
            case Accepted _ -> "accepted";
            case Refused refused -> "refused " + refused.status();
            case Deferred deferred -> deferred.cause().name().toLowerCase(Locale.ROOT) + " " + deferred.status();
        };
    }

    @Test
    void keeps_what_was_refused_when_the_server_hangs_up_on_it() throws Exception {
        var answers = Map.of("RCPT", "554 5.7.1 Relay access denied", "RSET", ScriptedSmtp.HANGS_UP);
        try (var smtp = new ScriptedSmtp(answers)) {
            assertThat(told(deliver(serverAt(smtp.port())))).isEqualTo("sender 5.7.1");
        }
    }

    @Test
    void is_to_be_tried_again_when_nobody_is_there() {
        assertNotDelivered(serverAt(1));
    }

    @Test
    void is_to_be_tried_again_when_the_server_hangs_up_on_everybody() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of("MAIL", ScriptedSmtp.HANGS_UP))) {
            assertNotDelivered(serverAt(smtp.port()));
        }
    }

    /** It could be this mail that it cannot bear. */
    @Test
    void waits_alone_when_the_server_hangs_up_on_it_and_perhaps_happened_once_it_was_told() throws Exception {
        for (var step : Map.of("RCPT", false, ".", true).entrySet()) {
            try (var smtp = new ScriptedSmtp(Map.of(step.getKey(), ScriptedSmtp.HANGS_UP))) {
                assertThat(deliver(serverAt(smtp.port())))
                        .isEqualTo(new Deferred(421, new EnhancedStatus(4, 4, 2), Cause.SERVER, step.getValue()));
            }
        }
    }

    @Test
    void asks_for_international_mail_only_where_an_address_needs_it() throws Exception {
        try (var smtp = new ScriptedSmtp(INTERNATIONAL)) {
            var server = serverAt(smtp.port());
            for (var recipient : List.of("erika@example.org", "łukasz@example.org", "erika@münchen.example")) {
                assertThat(deliver(server, SENDER, recipient)).isInstanceOf(Accepted.class);
            }
            assertThat(smtp.received().stream().filter(line -> line.matches("(MAIL|RCPT).*")))
                    .containsExactly(
                            "MAIL FROM:<" + SENDER + ">",
                            "RCPT TO:<erika@example.org>",
                            "MAIL FROM:<" + SENDER + "> SMTPUTF8",
                            "RCPT TO:<łukasz@example.org>",
                            "MAIL FROM:<" + SENDER + ">",
                            "RCPT TO:<erika@xn--mnchen-3ya.example>");
        }
    }

    @Test
    void never_goes_as_international_mail_to_a_server_that_takes_none() throws Exception {
        try (var smtp = new ScriptedSmtp(Map.of("EHLO", "250-scripted\r\n250 8BITMIME"))) {
            var server = serverAt(smtp.port());
            assertThat(deliver(server, SENDER, "łukasz@example.org"))
                    .isEqualTo(new Refused(553, new EnhancedStatus(5, 6, 7)));
            assertThat(told(deliver(server, "łukasz@muster.example", "erika@example.org")))
                    .isEqualTo("sender 5.3.3");
            assertThat(smtp.received()).noneMatch(line -> line.matches("(MAIL|RCPT|DATA).*"));
            assertThat(deliver(server)).isInstanceOf(Accepted.class);
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
                assertNotDelivered(serverAt("smtp://erika:canary@localhost:" + smtp.port() + "?starttls=required"));
                assertThat(smtp.received()).isNotEmpty().noneMatch(command -> command.matches("(tls )?(AUTH|MAIL).*"));
            }
        }
    }

    private static void assertNotDelivered(MailServer server) {
        assertThatExceptionOfType(NotDelivered.class)
                .isThrownBy(() -> deliver(server))
                .withMessageNotContaining("erika");
    }

    private static MailServer serverAt(int port) {
        return serverAt("smtp://localhost:" + port);
    }

    private static MailServer serverAt(String url) {
        return new MailServer(SmtpAddress.of(URI.create(url)), "nachweis.example", 2);
    }

    private static Delivery deliver(MailServer server) throws MessagingException, IOException {
        return deliver(server, SENDER, "erika@example.org");
    }

    private static Delivery deliver(MailServer server, String sender, String recipient)
            throws MessagingException, IOException {
        var mail = new SMTPMessage(server.session());
        mail.setHeader("From", sender);
        mail.setText("Guten Tag\n", "UTF-8");
        return server.deliver(mail, Envelopes.address(EmailAddress.of(recipient)));
    }
}
