package io.nachweis.newsletter.mail;

import io.nachweis.personal.EmailAddress;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param from the sender's address by controller; the one in its policy where none is given */
@ConfigurationProperties("newsletter.mail")
record MailSettings(@DefaultValue Map<String, String> from) {

    MailSettings {
        from = Map.copyOf(from);
        from.forEach((controller, address) -> {
            try {
                EmailAddress.of(address);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "newsletter.mail.from." + controller + " must be an e-mail address", e);
            }
        });
    }
}
