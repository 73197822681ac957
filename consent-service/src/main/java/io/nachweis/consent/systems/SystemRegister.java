package io.nachweis.consent.systems;

import io.nachweis.consent.systems.Attestations.Attestation;
import io.nachweis.consent.systems.Attestations.Known;
import io.nachweis.consent.systems.Attestations.RegisteredId;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Attested;
import io.nachweis.policy.ControllerPolicy.OtherSystem;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.LegalClock.Kept;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What each policy registers, and until when it has to be attested again: by the rule that the policy has now. */
@Component
class SystemRegister {

    /**
     * @param last the latest run that was attested
     * @param due until when the next one has to be
     */
    record Standing(ControllerPolicy policy, Attested what, Optional<Attestation> last, Due due) {

        boolean isOf(String controller, String system) {
            return policy.id().equals(controller) && what.id().equals(system);
        }

        boolean isOverdue(Instant now) {
            return !due.until().isAfter(now);
        }
    }

    private final Controllers controllers;
    private final Attestations attestations;
    private final DomainClock clock;

    SystemRegister(Controllers controllers, Attestations attestations, DomainClock clock) {
        this.controllers = controllers;
        this.attestations = attestations;
        this.clock = clock;
    }

    Stream<Standing> all() {
        Map<RegisteredId, Known> known = attestations.all();
        return controllers.all().stream().flatMap(policy -> of(policy, known));
    }

    Stream<Standing> of(ControllerPolicy policy) {
        return of(policy, attestations.all());
    }

    private Stream<Standing> of(ControllerPolicy policy, Map<RegisteredId, Known> known) {
        LegalClock legal = LegalClock.of(policy);
        return policy.attested().map(what -> {
            Known of = known.getOrDefault(new RegisteredId(policy.id(), what.id()), Known.NOTHING);
            return new Standing(policy, what, of.last(), next(of, what, legal));
        });
    }

    /** What is registered at this very moment is not on record yet. */
    private Due next(Known known, Attested what, LegalClock legal) {
        return known.last()
                .map(last -> after(last, what, legal))
                .orElseGet(() ->
                        legal.again(Kept.REGISTRATION, known.registeredAt().orElseGet(clock::now), what.every()));
    }

    /** Sooner where the run left what should have been gone by then: it counts for as far as it went. */
    private static Due after(Attestation last, Attested what, LegalClock legal) {
        Due byRun = legal.again(Kept.ATTESTATION, last.ranAt(), what.every());
        LocalDate through = last.through();
        return through == null || !(what instanceof OtherSystem system)
                ? byRun
                : Stream.concat(
                                Stream.of(byRun),
                                system.retention().steps().stream()
                                        .filter(step -> step.action() == Action.DELETE && step.bound() == Bound.CEILING)
                                        .map(step -> legal.again(through, step, what.every())))
                        .min(Comparator.comparing(Due::until))
                        .orElseThrow();
    }
}
