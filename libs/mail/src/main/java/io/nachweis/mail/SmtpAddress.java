package io.nachweis.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The mail server as {@code SMTP_URL} names it: {@code smtp://[user:password@]host[:port]}, {@code smtps://…} for TLS from
 * the first byte, {@code ?starttls=required} for TLS from the second.
 */
record SmtpAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Encryption encryption) {

    enum Encryption {
        /** Where the server offers it; else in clear text, and without a login: the settings see to that. */
        OFFERED,
        STARTTLS,
        TLS
    }

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE_TO_ANSWER = Duration.ofSeconds(30);

    private static final int SMTP = 25;
    private static final int SMTPS = 465;

    static SmtpAddress of(@Nullable URI uri) {
        if (uri == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "SMTP_URL, such as smtp://localhost:25, must be set: this service sends mail");
        }
        boolean tls = "smtps".equals(uri.getScheme());
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new SmtpAddress(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? SMTPS : SMTP,
                login.length > 0 ? decode(login[0]) : null,
                login.length > 1 ? decode(login[1]) : null,
                tls ? Encryption.TLS : uri.getRawQuery() == null ? Encryption.OFFERED : Encryption.STARTTLS);
    }

    /** @param ownName what we greet the server with */
    Properties session(String ownName) {
        var properties = new Properties();
        properties.putAll(Map.of(
                "mail.smtp.localhost", ownName,
                "mail.smtp.auth", Boolean.toString(user != null),
                "mail.smtp.connectiontimeout", Long.toString(PATIENCE_TO_CONNECT.toMillis()),
                "mail.smtp.timeout", Long.toString(PATIENCE_TO_ANSWER.toMillis()),
                "mail.smtp.writetimeout", Long.toString(PATIENCE_TO_ANSWER.toMillis()),
                "mail.smtp.ssl.enable", Boolean.toString(encryption == Encryption.TLS),
                "mail.smtp.starttls.enable", Boolean.toString(encryption != Encryption.TLS),
                "mail.smtp.starttls.required", Boolean.toString(encryption == Encryption.STARTTLS),
                // What an address may need; whether it is asked for is decided for each mail.
                "mail.mime.allowutf8", "true"));
        if (encryption == Encryption.OFFERED) {
            // What would go out in clear text may be read by whoever calls itself the server (RFC 7435).
            properties.put("mail.smtp.ssl.checkserveridentity", "false");
            properties.put("mail.smtp.ssl.trust", "*");
        } else {
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
        }
        return properties;
    }

    private static String decode(String text) {
        // A plus is a plus here, not a blank.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
