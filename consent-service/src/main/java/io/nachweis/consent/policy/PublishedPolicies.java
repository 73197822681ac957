package io.nachweis.consent.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.consent.policy.PolicyPublications.PublishInForce;
import io.nachweis.consent.policy.PolicyPublications.PublishPolicy;
import io.nachweis.event.CommandResult;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.PolicyVersions.InForce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was published, as the log has it now. Streams are short. */
@Component
class PublishedPolicies {

    private final EventStore log;
    private final CommandGateway commands;
    private final DomainClock clock;

    PublishedPolicies(EventStore log, CommandGateway commands, DomainClock clock) {
        this.log = log;
        this.commands = commands;
        this.clock = clock;
    }

    /** The last word last. */
    List<PolicyPublished> of(String controller) {
        return log.readEvents(stream(controller).toString())
                .asStream()
                .map(Message::getPayload)
                .map(PolicyPublished.class::cast)
                .toList();
    }

    /** At once where the time that was asked for is over. */
    void publish(String controller, NewPublication wanted, String role, @Nullable UUID approval) {
        Instant now = clock.now();
        Instant from = wanted.effectiveFrom();
        commands.<CommandResult>sendAndWait(new PublishPolicy(new PolicyPublished(
                stream(controller),
                controller,
                wanted.version(),
                wanted.sha256(),
                from == null || from.isBefore(now) ? now : from,
                role,
                now,
                approval)));
    }

    /** Whether that was not on record yet. */
    boolean publish(InForce known) {
        CommandResult result = commands.sendAndWait(new PublishInForce(new PolicyPublished(
                stream(known.controller()),
                known.controller(),
                known.version().policy().version(),
                known.version().sha256(),
                known.since(),
                null,
                clock.now(),
                null)));
        return result == CommandResult.CHANGED;
    }

    private static UUID stream(String controller) {
        return UUID.nameUUIDFromBytes(("policy/" + controller).getBytes(UTF_8));
    }
}
