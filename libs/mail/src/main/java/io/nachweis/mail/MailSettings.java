package io.nachweis.mail;

import io.nachweis.event.EmailAddress;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param from the sender's address by controller; the one in its policy where none is given
 * @param connections to the mail server, at most
 */
@ConfigurationProperties("nachweis.mail")
record MailSettings(
        @DefaultValue Map<String, String> from,
        @DefaultValue("8") int connections) {

    MailSettings {
        from = Map.copyOf(from);
        if (connections < 1) {
            throw new IllegalArgumentException("nachweis.mail.connections must be one or more");
        }
        from.forEach((controller, address) -> {
            try {
                EmailAddress.of(address);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "nachweis.mail.from." + controller + " must be an e-mail address", e);
            }
        });
    }
}
