package io.nachweis.lifecycle.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.evidence.CanonicalJson;
import io.nachweis.lifecycle.rules.AdoptedRules.AdoptRules;
import io.nachweis.lifecycle.rules.RetentionRulesAdopted.AdoptedRule;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.Move;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Retention.Step;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * By which rules of a policy ends what is stored already. A rule that was changed in the file holds for whatever happens from
 * then on. What is stored ends on the later of both days, until somebody has looked at what the change does and adopted it:
 * a file with a mistake deletes nothing.
 */
public final class RetentionRules {

    /**
     * @param before as the rule was when it was adopted last, a step each; empty where there was none
     * @param after as the file has it
     */
    public record Change(String category, List<String> before, List<String> after) {

        public Change {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * @param changes that nobody has adopted
     * @param adoptedAt null as long as nothing is on record
     */
    public record Standing(List<Change> changes, @Nullable Instant adoptedAt) {

        public Standing {
            changes = List.copyOf(changes);
        }

        /** Of these changes and no others, in canonical JSON. The same ones made anew later have another. */
        public String sha256() {
            MessageDigest digest = Sha256.digest();
            digest.update(CanonicalJson.bytes(JsonMapper.shared().valueToTree(this)));
            return Sha256.of(digest);
        }
    }

    private final Collection<String> categories;
    private final EventStore log;
    private final CommandGateway commands;
    private final DomainClock clock;

    /** @param categories that the service keeps */
    public RetentionRules(Collection<String> categories, EventStore log, CommandGateway commands, DomainClock clock) {
        this.categories = new TreeSet<>(categories);
        this.log = log;
        this.commands = commands;
        this.clock = clock;
    }

    /** What is new in the file has no stock, and so changes nothing. */
    public Standing standing(ControllerPolicy policy) {
        Optional<RetentionRulesAdopted> last = last(policy);
        Map<String, List<String>> after = byCategory(inTheFile(policy));
        List<Change> changes = last.stream()
                .flatMap(adopted -> adopted.adopted().stream())
                .map(before ->
                        new Change(before.category(), before.steps(), after.getOrDefault(before.category(), List.of())))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
        return new Standing(changes, last.map(RetentionRulesAdopted::adoptedAt).orElse(null));
    }

    private Optional<RetentionRulesAdopted> last(ControllerPolicy policy) {
        return log.readEvents(stream(policy).toString())
                .asStream()
                .map(Message::getPayload)
                .map(RetentionRulesAdopted.class::cast)
                .reduce((_, later) -> later);
    }

    /** The desk has looked at what they change. */
    public void adopt(ControllerPolicy policy) {
        adopt(policy, "privacy-desk", null);
    }

    /**
     * Whether a second person can approve, or has approved, what there is.
     *
     * @param sha256 of the changes that were to be approved, as {@link Standing#sha256} has it
     */
    public boolean isApproved(ControllerPolicy policy, UUID approval, String sha256) {
        return isAdoptedBy(approval, policy) || standing(policy).sha256().equals(sha256);
    }

    /** Adopts what a second person has approved, once, and nothing else; whether it is adopted. */
    public boolean adoptApproved(ControllerPolicy policy, UUID approval, String sha256) {
        if (!isApproved(policy, approval, sha256)) {
            return false;
        }
        if (!isAdoptedBy(approval, policy)) {
            adopt(policy, "approver", approval);
        }
        return true;
    }

    private boolean isAdoptedBy(UUID approval, ControllerPolicy policy) {
        return last(policy)
                .filter(adopted -> approval.equals(adopted.approval()))
                .isPresent();
    }

    /** Those by which nothing was stored before, which nobody has to look at; no others are adopted so. */
    void adoptFirst(ControllerPolicy policy) {
        adopt(policy, null, null);
    }

    private void adopt(ControllerPolicy policy, @Nullable String role, @Nullable UUID approval) {
        commands.<Object>sendAndWait(
                new AdoptRules(stream(policy), policy.id(), inTheFile(policy), role, clock.now(), approval));
    }

    private List<AdoptedRule> inTheFile(ControllerPolicy policy) {
        return categories.stream()
                .flatMap(category -> policy.category(category).stream())
                .map(rule -> new AdoptedRule(rule.id(), steps(rule)))
                .toList();
    }

    private static List<String> steps(DataCategoryRule rule) {
        return Stream.concat(
                        rule.retention().steps().stream().map(RetentionRules::text),
                        rule.moves().stream().map(RetentionRules::text))
                .toList();
    }

    private static String text(Step step) {
        return "after %s, %s from %s, %s, %s"
                .formatted(
                        Explanation.key(step.after()),
                        step.period(),
                        Explanation.key(step.from()),
                        Explanation.key(step.bound()),
                        Explanation.key(step.action()));
    }

    private static String text(Move move) {
        return "when %s, to %s".formatted(Explanation.key(move.when()), move.to());
    }

    private static Map<String, List<String>> byCategory(List<AdoptedRule> rules) {
        return rules.stream().collect(Collectors.toMap(AdoptedRule::category, AdoptedRule::steps));
    }

    private static UUID stream(ControllerPolicy policy) {
        return UUID.nameUUIDFromBytes(("retention-rules/" + policy.id()).getBytes(UTF_8));
    }
}
