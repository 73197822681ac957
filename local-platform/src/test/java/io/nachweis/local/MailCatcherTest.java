package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class MailCatcherTest {

    @Test
    void keeps_what_came_over_smtp_and_finds_its_links() throws Exception {
        int port = freePort();
        try (MailCatcher catcher = new MailCatcher(port, Clock.systemUTC()).listen()) {
            TestMails.send(port, "Grüße", "Bitte bestätigen:\nhttp://localhost:8080/idm/confirm?token=a.b-c\nDanke");

            assertThat(catcher.mails()).singleElement().satisfies(mail -> {
                assertThat(mail.to()).containsExactly("ada@example.org");
                assertThat(mail.subject()).isEqualTo("Grüße");
                assertThat(mail.text()).contains("bestätigen");
                assertThat(mail.headers()).containsEntry("List-Id", "<news.example.org>");
                assertThat(mail.links()).containsExactly("http://localhost:8080/idm/confirm?token=a.b-c");
            });
        }
    }

    @Test
    void lists_the_newest_first() throws Exception {
        int port = freePort();
        try (MailCatcher catcher = new MailCatcher(port, Clock.systemUTC()).listen()) {
            TestMails.send(port, "first", "1");
            TestMails.send(port, "second", "2");

            assertThat(catcher.mails()).extracting(CaughtMail::subject).containsExactly("second", "first");
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
