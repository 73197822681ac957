package io.nachweis.newsletter.intake;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.StreamReads;
import io.nachweis.forms.admission.Admitted;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Wording;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.web.ClientAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Puts a filled-in form on record. Who asked learns nothing of what was known before. */
@Component
public class SignUps {

    /** A stream can end while we ask for it; a second one that does so too is no coincidence. */
    private static final int ATTEMPTS = 3;

    private final CommandGateway commands;
    private final SubjectIds subjectIds;
    private final SubscriptionHandles handles;
    private final StreamReads reads;
    private final FormAdmission admission;
    private final DomainClock clock;

    SignUps(
            CommandGateway commands,
            SubjectIds subjectIds,
            SubscriptionHandles handles,
            StreamReads reads,
            FormAdmission admission,
            DomainClock clock) {
        this.admission = admission;
        this.commands = commands;
        this.subjectIds = subjectIds;
        this.handles = handles;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * For one wording of ours, by somebody who came with a link of ours, and so need not show that they are a person.
     *
     * @return whether a mail goes out that asks to confirm it
     */
    public boolean take(ControllerPolicy policy, EmailAddress email, Wording wording, ClientAddress client) {
        FilledIn filledIn = FilledIn.on(policy, email, wording);
        var attempt = Attempt.fromLink(policy, filledIn.form(), email, client, clock.now());
        return admission.admitFromLink(
                attempt, admitted -> append(policy, filledIn, client.ip(), admitted.at(), admitted));
    }

    /** What was asked for at another service's form; its link works from now on. */
    void takeOver(ControllerPolicy policy, FilledIn filledIn, String ip, Instant requestedAt) {
        admission.admitHandedOver(
                policy,
                filledIn.email(),
                clock.now(),
                admitted -> append(policy, filledIn, ip, earlier(requestedAt, admitted.at()), admitted));
    }

    void append(ControllerPolicy policy, FilledIn filledIn, String ip, Instant requestedAt, Admitted admitted) {
        Instant now = admitted.at();
        SubjectId subject = subjectIds.of(policy.id(), filledIn.email());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<UUID> begun = handles.begin(subject);
            UUID subscription = begun.orElseGet(() -> handles.of(subject));
            var request = new RequestSubscription(
                    subscription,
                    policy.id(),
                    UUID.randomUUID(),
                    subject,
                    Personal.of(filledIn.email()),
                    Personal.of(ip),
                    filledIn.company(),
                    filledIn.role(),
                    filledIn.wordings(),
                    requestedAt,
                    LegalClock.of(policy).after(now, filledIn.form().linkValid()),
                    LegalClock.of(policy).after(now, filledIn.form().purgeUnconfirmedAfter()));
            CommandResult result = begun.isPresent()
                    ? reads.ofNew(subscription, () -> commands.sendAndWait(request))
                    : commands.sendAndWait(request);
            if (result != CommandResult.ENDED) {
                return;
            }
            handles.forget(subject, subscription);
        }
        throw PlatformProblem.UNAVAILABLE.refusal();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
