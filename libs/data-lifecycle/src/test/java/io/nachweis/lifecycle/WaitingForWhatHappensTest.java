package io.nachweis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Retention.Trigger;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule that nothing ever starts keeps data for ever, whatever the period that it names. */
class WaitingForWhatHappensTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @Test
    void takes_a_rule_whose_triggers_happen() {
        assertThat(new RetentionTriggers("enquiries", Set.of(Trigger.LAST_CONTACT), Set.of(Trigger.CLOSING)).unmet(idm))
                .isEmpty();
        assertThat(RetentionTriggers.of("nothing-of-the-kind", Trigger.RECORD).unmet(idm))
                .isEmpty();
    }

    @Test
    void names_what_never_happens_and_what_would_be_kept_for_ever() {
        assertThat(new RetentionTriggers("enquiries", Set.of(Trigger.DOWNLOAD), Set.of(Trigger.CLOSING)).unmet(idm))
                .containsExactly(
                        "categories.enquiries.retention[1].after: last-contact never happens to it; there are download, closing",
                        "categories.enquiries.retention: must have a step after download, because nothing else happens to some of it");
    }
}
