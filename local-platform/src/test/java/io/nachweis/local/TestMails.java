package io.nachweis.local;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** Sends mails to Ada over SMTP. */
final class TestMails {

    private TestMails() {}

    static void send(int port, String subject, String text) throws MessagingException {
        Properties smtp = new Properties();
        smtp.put("mail.smtp.host", "localhost");
        smtp.put("mail.smtp.port", Integer.toString(port));
        MimeMessage mail = new MimeMessage(Session.getInstance(smtp));
        mail.setFrom(new InternetAddress("news@example.org"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.org"));
        mail.setSubject(subject, "UTF-8");
        mail.setText(text, "UTF-8");
        mail.setHeader("List-Id", "<news.example.org>");
        Transport.send(mail);
    }
}
