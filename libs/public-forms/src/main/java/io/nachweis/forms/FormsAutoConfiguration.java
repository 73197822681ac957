package io.nachweis.forms;

import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.SignedTimestamps;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The forms of a service whose {@code nachweis.forms} names the kinds that it takes. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.forms")
class FormsAutoConfiguration {

    @Bean
    FormTokens formTokens(SignedTimestamps timestamps) {
        return new FormTokens(timestamps);
    }

    @Bean
    FormIntake formIntake(Controllers controllers, FormTokens formTokens, FormAdmission admission, DomainClock clock) {
        return new FormIntake(controllers, formTokens, admission, clock);
    }

    @Bean
    FormController formController(
            @Value("${nachweis.forms}") Set<FormKind> kinds,
            Controllers controllers,
            FormTokens formTokens,
            FormAdmission admission,
            DomainClock clock) {
        return new FormController(kinds, controllers, formTokens, admission, clock);
    }
}
