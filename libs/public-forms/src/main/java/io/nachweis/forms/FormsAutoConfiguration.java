package io.nachweis.forms;

import io.nachweis.forms.admission.Guard;
import io.nachweis.forms.admission.Stamps;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import java.time.Clock;
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
    FormTokens formTokens(Stamps stamps) {
        return new FormTokens(stamps);
    }

    @Bean
    FormController formController(
            @Value("${nachweis.forms}") Set<FormKind> kinds,
            Controllers controllers,
            FormTokens formTokens,
            Guard guard,
            Clock clock) {
        return new FormController(kinds, controllers, formTokens, guard, clock);
    }
}
