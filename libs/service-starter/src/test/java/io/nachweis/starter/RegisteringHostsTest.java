package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can change the settings alone must not have what people told us sent to, or stored on, a machine of theirs. */
class RegisteringHostsTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"mail", "localhost", "127.0.0.1"})
    void takes_a_mail_server_that_the_policy_names_and_this_machine(String host) {
        assertThat(mails(host).unmet(idm)).isEmpty();
    }

    @Test
    void refuses_any_other() {
        assertThat(mails("smtp.elsewhere.example").unmet(idm))
                .singleElement()
                .asString()
                .contains("smtp.elsewhere.example", "SMTP_URL", "recipient");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://consent:pa%40ss@mongo/?replicaSet=nachweis&authSource=admin",
                "mongodb://127.0.0.1:27017,[::1]:27018/?directConnection=true",
                "mongodb://%2Fhome%2Fa%2Fmongo%2Fmongo.sock/?directConnection=true"
            })
    void takes_a_database_that_the_policy_names_and_one_on_this_machine(String uri) {
        assertThat(RegisteredHosts.ofMongodb("MONGODB_URI", uri).unmet(idm)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://mongo,cluster.elsewhere.example:27018",
                "mongodb://somebody:mongo@cluster.elsewhere.example/mongo?authSource=mongo",
                "mongodb+srv://somebody:word@cluster.elsewhere.example"
            })
    void refuses_a_database_elsewhere_and_repeats_no_password(String uri) {
        assertThat(RegisteredHosts.ofMongodb("MONGODB_ERASER_URI", uri).unmet(idm))
                .singleElement()
                .asString()
                .contains("the host cluster.elsewhere.example of MONGODB_ERASER_URI")
                .doesNotContain("somebody");
    }

    @Test
    void names_each_broker_that_is_nobodys() {
        assertThat(RegisteredHosts.ofKafka("kafka:9092, localhost:9093,[::1]:9094")
                        .unmet(idm))
                .isEmpty();
        assertThat(RegisteredHosts.ofKafka("a.elsewhere.example:9092,kafka:9092,b.elsewhere.example:9092")
                        .unmet(idm))
                .hasSize(2);
    }

    private static RegisteredHosts mails(String host) {
        return new RegisteredHosts("SMTP_URL", List.of(host));
    }
}
