package io.nachweis.newsletter.link;

import io.nachweis.contracts.Channel;
import io.nachweis.event.CommandResult;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.DisownWithdrawal;
import io.nachweis.newsletter.decision.SubscriptionCommand.WithdrawConsent;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Withdraws consent, and takes that back. There is no way to fail: who has nothing to withdraw is as good as withdrawn. */
@Component
public class Withdrawals {

    private final CommandGateway commands;
    private final DomainClock clock;

    Withdrawals(CommandGateway commands, DomainClock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** Everything the person agreed to, as of now. */
    public void everything(UUID subscription, Channel channel) {
        withdraw(subscription, null, channel, clock.now());
    }

    public void everything(UUID subscription, Channel channel, Instant receivedAt) {
        withdraw(subscription, null, channel, receivedAt);
    }

    /** As of now. */
    public void of(Set<String> purposes, UUID subscription, Channel channel) {
        withdraw(subscription, purposes, channel, clock.now());
    }

    public void of(Set<String> purposes, UUID subscription, Channel channel, Instant receivedAt) {
        withdraw(subscription, purposes, channel, receivedAt);
    }

    /** That withdrawal of the purpose counts no more. */
    public void disown(UUID subscription, String purpose, Channel channel, Instant receivedAt, Instant disownedAt) {
        send(new DisownWithdrawal(subscription, purpose, channel, receivedAt, disownedAt));
    }

    private void withdraw(UUID subscription, @Nullable Set<String> purposes, Channel channel, Instant receivedAt) {
        send(new WithdrawConsent(subscription, purposes, channel, receivedAt, clock.now()));
    }

    private void send(SubscriptionCommand command) {
        try {
            commands.<CommandResult>sendAndWait(command);
        } catch (AggregateNotFoundException _) {
            // Erased long ago.
        }
    }
}
