package io.nachweis.local;

import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Registers the clock of a trial in a part that runs by itself, with this jar on its class path, and is told of the
 * file.
 */
final class TrialClockInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        String file = context.getEnvironment().getProperty("NACHWEIS_TRIAL_CLOCK");
        if (file != null) {
            context.registerBean(TrialClock.class, () -> TrialClock.at(Path.of(file)));
        }
    }
}
