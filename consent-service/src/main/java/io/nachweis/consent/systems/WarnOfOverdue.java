package io.nachweis.consent.systems;

import io.nachweis.consent.systems.SystemRegister.Standing;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.policy.LegalClock;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs once a day, by one of all instances, that nobody has attested a system in time. */
@Component
class WarnOfOverdue implements DueHandler {

    private static final Logger log = LoggerFactory.getLogger(WarnOfOverdue.class);

    private static final String KIND = "attestation";
    private static final Period AGAIN = Period.ofDays(1);

    private final SystemRegister register;
    private final Attestations attestations;
    private final DueItems items;

    WarnOfOverdue(SystemRegister register, Attestations attestations, DueItems items) {
        this.register = register;
        this.attestations = attestations;
        this.items = items;
    }

    /** In the place of the earlier one about the system. */
    static DueItem item(Standing standing, Instant at) {
        UUID system =
                SystemEntry.named(KIND, standing.policy().id(), standing.what().id());
        return new DueItem(standing.policy().id(), KIND, system, system, at);
    }

    /** Whether it is due is asked of the register; a system that the policy has no more is let go. */
    @Override
    public Outcome handle(DueItem item, Instant now) {
        if (!item.kind().equals(KIND)) {
            return Outcome.NOT_MINE;
        }
        register.all()
                .filter(standing -> item(standing, now).entry().equals(item.entry()))
                .forEach(standing -> look(standing, now));
        return Outcome.DONE;
    }

    private void look(Standing standing, Instant now) {
        if (!standing.isOverdue(now)) {
            items.put(item(standing, standing.due().until()));
            return;
        }
        LegalClock clock = LegalClock.of(standing.policy());
        items.put(item(standing, clock.after(now, AGAIN)));
        String controller = standing.policy().id();
        String system = standing.what().id();
        if (attestations.warn(controller, system, clock.day(now))) {
            log.warn(
                    "{}: nobody has attested {} in time, which was due on {}",
                    controller,
                    system,
                    standing.due().on());
        }
    }
}
