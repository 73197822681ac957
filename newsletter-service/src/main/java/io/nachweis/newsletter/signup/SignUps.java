package io.nachweis.newsletter.signup;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.newsletter.decision.Answer;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.link.Periods;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.Personal;
import io.nachweis.personal.SubjectId;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Wording;
import io.nachweis.starter.ClientAddress;
import io.nachweis.starter.SubjectIds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final Clock clock;

    SignUps(CommandGateway commands, SubjectIds subjectIds, SubscriptionHandles handles, Clock clock) {
        this.commands = commands;
        this.subjectIds = subjectIds;
        this.handles = handles;
        this.clock = clock;
    }

    /** For one wording of ours, by somebody who came with a link of ours. */
    public void take(ControllerPolicy policy, EmailAddress email, Wording wording, ClientAddress client) {
        take(policy, FilledIn.on(policy, email, wording), client);
    }

    /** Returns once the sign-up is durable. */
    void take(ControllerPolicy policy, FilledIn filledIn, ClientAddress client) {
        SubjectId subject = subjectIds.of(policy.id(), filledIn.email());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            UUID subscription = handles.of(subject);
            Answer answer = commands.sendAndWait(new RequestSubscription(
                    subscription,
                    policy.id(),
                    UUID.randomUUID(),
                    subject,
                    Personal.of(filledIn.email()),
                    Personal.of(client.ip()),
                    filledIn.company(),
                    filledIn.role(),
                    filledIn.wordings(),
                    now,
                    Periods.after(now, filledIn.form().linkValid(), policy),
                    Periods.after(now, filledIn.form().purgeUnconfirmedAfter(), policy)));
            if (answer != Answer.ENDED) {
                return;
            }
            handles.forget(subject, subscription);
        }
        throw PlatformProblem.UNAVAILABLE.refusal();
    }
}
