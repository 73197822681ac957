package io.nachweis.consent.systems;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.OverdueGauges;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** For how long each system's attestation is overdue. */
@Component
class OverdueAttestationGauges extends OverdueGauges {

    private final SystemRegister register;

    OverdueAttestationGauges(
            SystemRegister register,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            MeterRegistry meters) {
        super(
                "nachweis.attestation.overdue",
                "For how long nobody has attested a system that should have been; 0 in time",
                clock,
                threads,
                meters);
        this.register = register;
    }

    @Override
    protected Stream<Deadline> deadlines() {
        return register.all()
                .map(standing -> new Deadline(
                        Tags.of(
                                "controller",
                                standing.policy().id(),
                                "system",
                                standing.what().id()),
                        standing.due().until()));
    }
}
