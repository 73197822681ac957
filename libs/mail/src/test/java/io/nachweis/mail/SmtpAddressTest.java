package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.mail.SmtpAddress.Encryption;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SmtpAddressTest {

    @Test
    void has_the_ports_that_everyone_uses() {
        assertThat(of("smtp://localhost")).isEqualTo(new SmtpAddress("localhost", 25, null, null, Encryption.OFFERED));
        assertThat(of("smtps://mail.example").port()).isEqualTo(465);
    }

    @Test
    void takes_a_login_with_any_characters() {
        var address = of("smtps://news%40muster:a+b%3Ac%20@mail.example:4465");
        assertThat(address).isEqualTo(new SmtpAddress("mail.example", 4465, "news@muster", "a+b:c ", Encryption.TLS));
        assertThat(address.toString()).doesNotContain("a+b");
    }

    @Test
    void can_insist_on_encryption() {
        assertThat(of("smtp://mail.example:587?starttls=required").encryption()).isEqualTo(Encryption.STARTTLS);
    }

    @Test
    void must_be_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpAddress.of(null))
                .withMessageContaining("SMTP_URL");
    }

    private static SmtpAddress of(String uri) {
        return SmtpAddress.of(URI.create(uri));
    }
}
