package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.NetworkLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllersOfTrialTest {

    private static final URI WEBSITE = URI.create("http://localhost:8081");

    private final Controllers real = Controllers.load(Path.of("../deploy/controllers"));
    private final Controllers trial = new ControllersOfTrial(real, WEBSITE);
    private final ControllerPolicy policy = trial.find("idm").orElseThrow();

    @Test
    void have_the_demo_website_besides_their_own() {
        assertThat(policy.origins())
                .startsWith(real.find("idm").orElseThrow().origins().toArray(URI[]::new))
                .endsWith(WEBSITE);
        assertThat(policy.forms().values())
                .allSatisfy(form -> assertThat(form.returnTo()).endsWith(WEBSITE.resolve("/thanks")));
    }

    @Test
    void limit_nobody_by_network_and_guard_forms_as_usual() {
        assertThat(policy.forms().values()).allSatisfy(form -> {
            var usual = real.find("idm").flatMap(idm -> idm.form(form.id())).orElseThrow();
            assertThat(form.guard().networks()).isEqualTo(NetworkLimits.NONE);
            assertThat(form.guard())
                    .usingRecursiveComparison()
                    .ignoringFields("networks", "perForm")
                    .isEqualTo(usual.guard());
            assertThat(form.wordings()).isEqualTo(usual.wordings());
        });
    }

    @Test
    void are_the_same_however_they_are_asked_for() {
        assertThat(trial.all()).isEqualTo(List.of(policy)).hasSameSizeAs(real.all());
    }

    @Test
    void know_no_other_controller() {
        assertThat(trial.find("nobody")).isEmpty();
    }
}
