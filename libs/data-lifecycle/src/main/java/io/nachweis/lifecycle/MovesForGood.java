package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.evidence.Entry;
import io.nachweis.lifecycle.MovedCase.MoveForGood;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/** The cases that stay at the rule that they were moved to when what moved them ends, as a customer's letters do. */
class MovesForGood {

    private final CommandGateway commands;
    private final EventStore log;

    MovesForGood(CommandGateway commands, EventStore log) {
        this.commands = commands;
        this.log = log;
    }

    /** Done again, or for a case that is at its own rule, it does nothing. */
    void put(CaseOwner owner, String category, String caseId, CountingRule counting, Instant now) {
        if (counting.isMoved(category)) {
            Map<String, Instant> happened = new HashMap<>();
            counting.happened().forEach((trigger, at) -> happened.put(Explanation.key(trigger), at));
            commands.<Object>sendAndWait(new MoveForGood(new RetentionMoved(
                    streamOf(category, caseId),
                    owner.stream(),
                    owner.controller(),
                    category,
                    caseId,
                    owner.subject(),
                    counting.rule().id(),
                    happened,
                    now)));
        }
    }

    /** The rule that counts: where nothing moves the case any more, the one at which it stays. */
    CountingRule counting(ControllerPolicy policy, String category, String caseId, CountingRule counting) {
        return counting(policy, category, counting, () -> find(category, caseId));
    }

    /** The same where it is known already what is on record about the case. */
    static CountingRule counting(
            ControllerPolicy policy, String category, CountingRule counting, Supplier<Optional<StaysAt>> known) {
        return counting.isMoved(category) || counting.rule().moves().isEmpty()
                ? counting
                : known.get()
                        .flatMap(stays -> policy.category(stays.rule())
                                .map(rule -> new CountingRule(rule, stays.with(counting.happened()))))
                        .orElse(counting);
    }

    private Optional<StaysAt> find(String category, String caseId) {
        return log.readEvents(streamOf(category, caseId).toString())
                .asStream()
                .map(Message::getPayload)
                .map(RetentionMoved.class::cast)
                .reduce((_, last) -> last)
                .map(moved -> new StaysAt(moved.rule(), moved.happened()));
    }

    /**
     * What is on record about a case.
     *
     * @param rule the category whose rule counts
     * @param happened as {@link RetentionMoved} has it
     */
    record StaysAt(String rule, Map<String, Instant> happened) {

        /** Empty for an entry that says something else. */
        static Optional<StaysAt> of(Entry entry) {
            if (!entry.type().equals("retention.moved.v1")) {
                return Optional.empty();
            }
            Map<String, Instant> happened = new HashMap<>();
            entry.data()
                    .path("happened")
                    .forEachEntry((trigger, at) -> happened.put(trigger, Instant.parse(at.asString())));
            return Optional.of(new StaysAt(entry.data().path("rule").asString(), happened));
        }

        /** What has happened to the case since goes on counting. */
        Map<Trigger, Instant> with(Map<Trigger, Instant> since) {
            Map<Trigger, Instant> all = new EnumMap<>(Trigger.class);
            for (Trigger trigger : Trigger.values()) {
                Optional.ofNullable(happened.get(Explanation.key(trigger))).ifPresent(at -> all.put(trigger, at));
            }
            all.putAll(since);
            return all;
        }
    }

    private static UUID streamOf(String category, String caseId) {
        return UUID.nameUUIDFromBytes(("moved/" + category + "/" + caseId).getBytes(UTF_8));
    }
}
