package io.nachweis.consent.desk;

import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.status.ConsentStatus;
import io.nachweis.consent.status.ConsentStatus.Reason;
import io.nachweis.consent.status.ConsentStatuses;
import io.nachweis.consent.status.Purposes;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Handles;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.web.RequestFields;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Withdrawals that reached the controller by e-mail, telephone, letter or an application. They take effect when they were
 * received, and need no consent to be known and nobody else's approval (Art. 7(3) GDPR).
 */
@RestController
class WithdrawalController {

    /** @param receivedAt as text: a number does not say whether it counts seconds or milliseconds */
    record Withdrawal(@Nullable Channel channel, @Nullable String receivedAt) {}

    private static final String APP = "app";

    private final CommandGateway commands;
    private final Handles handles;
    private final Purposes purposes;
    private final ConsentStatuses statuses;
    private final DomainClock clock;

    WithdrawalController(
            CommandGateway commands, Handles handles, Purposes purposes, ConsentStatuses statuses, DomainClock clock) {
        this.commands = commands;
        this.handles = handles;
        this.purposes = purposes;
        this.statuses = statuses;
        this.clock = clock;
    }

    /**
     * Answers what holds now, which is still a yes when the person signed up again after the withdrawal was received. An
     * application is heard about people whose consent it was told of, by a fact or in an audience, and, in doubt, about
     * others: else whoever holds its token could put on record what nobody ever said.
     */
    @PostMapping(
            value = "/api/v1/{controller}/subjects/{subject}/purposes/{purpose}/withdrawals",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('privacy-desk') or hasRole('app') and @purposes.areServedBy(principal, #purpose)")
    ConsentStatus withdraw(
            @PathVariable String controller,
            @PathVariable SubjectId subject,
            @PathVariable String purpose,
            @RequestBody Withdrawal body,
            Authentication caller) {
        Purpose known = purposes.of(controller, purpose);
        Instant now = clock.now();
        Channel channel = channel(body);
        Instant receivedAt = RequestFields.receivedAt(body.receivedAt(), "receivedAt", now);
        String role = roleOf(caller);
        if (role.equals(APP) && statuses.of(controller, subject, known).reason() == Reason.NEVER_GIVEN) {
            throw DeskProblem.NO_CONSENT_KNOWN.refusal();
        }
        commands.sendAndWait(new WithdrawConsent(
                handles.of(subject, ConsentHandle.kind(controller, purpose)),
                subject,
                controller,
                purpose,
                "/consent",
                null,
                UUID.randomUUID().toString(),
                channel,
                receivedAt,
                now,
                role));
        return statuses.of(controller, subject, known);
    }

    private static Channel channel(Withdrawal body) {
        Channel channel = RequestFields.required(body.channel(), "channel");
        if (!channel.isReported()) {
            throw PlatformProblem.INVALID_FIELD.about("channel");
        }
        return channel;
    }

    /** On record is the role alone: who it was is that person's own data, and not needed to prove the withdrawal. */
    private static String roleOf(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(a -> "ROLE_privacy-desk".equals(a.getAuthority()))
                ? "privacy-desk"
                : APP;
    }
}
