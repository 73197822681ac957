package io.nachweis.local;

import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Gives the clock of a trial to a part that runs by itself, with this jar on its class path, and is told of the file. */
final class ClockOfTrial implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        String file = context.getEnvironment().getProperty("NACHWEIS_TRIAL_CLOCK");
        if (file != null) {
            context.registerBean(MovableClock.class, () -> MovableClock.at(Path.of(file)));
        }
    }
}
