package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteringTheMailServerTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"mail", "localhost", "127.0.0.1"})
    void takes_one_that_the_policy_names_and_this_machine(String host) {
        assertThat(new RegisteredMailServer(host).unmet(idm)).isEmpty();
    }

    /** Whoever can change the settings alone must not have all mails sent through a server of theirs. */
    @Test
    void refuses_any_other() {
        assertThat(new RegisteredMailServer("smtp.elsewhere.example").unmet(idm))
                .singleElement()
                .asString()
                .contains("smtp.elsewhere.example", "recipient");
    }
}
