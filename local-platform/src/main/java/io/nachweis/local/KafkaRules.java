package io.nachweis.local;

import io.nachweis.contracts.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The access control list of the broker: each service makes and writes its own topics, reads those it hears, and is nobody
 * else in groups and transactions. {@code deploy/kafka/setup.sh} has the same for clusters.
 */
final class KafkaRules {

    private record Service(String name, List<String> writes, List<String> hears) {

        private String principal() {
            return "User:" + name;
        }

        private Stream<AclBinding> rules() {
            return Stream.of(
                            writes.stream()
                                    .flatMap(topic -> allow(
                                            topic(topic),
                                            AclOperation.CREATE,
                                            AclOperation.WRITE,
                                            AclOperation.DESCRIBE)),
                            hears.stream()
                                    .flatMap(topic -> allow(topic(topic), AclOperation.READ, AclOperation.DESCRIBE)),
                            allow(
                                    new ResourcePattern(ResourceType.GROUP, "nachweis-" + name, PatternType.LITERAL),
                                    AclOperation.READ),
                            allow(
                                    new ResourcePattern(
                                            ResourceType.TRANSACTIONAL_ID,
                                            "nachweis-" + name + "-publication-",
                                            PatternType.PREFIXED),
                                    AclOperation.WRITE,
                                    AclOperation.DESCRIBE))
                    .flatMap(rules -> rules);
        }

        private static ResourcePattern topic(String name) {
            return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
        }

        private Stream<AclBinding> allow(ResourcePattern what, AclOperation... operations) {
            return Stream.of(operations)
                    .map(operation -> new AclBinding(
                            what, new AccessControlEntry(principal(), "*", operation, AclPermissionType.ALLOW)));
        }
    }

    private static final List<Service> SERVICES = List.of(
            new Service(
                    "consent",
                    List.of(Topics.of("consent"), Topics.CONSENTS, Topics.CONSENT_STATE),
                    List.of(Topics.of("newsletter"), Topics.SUBJECTS)),
            new Service("lead", List.of(Topics.of("lead")), List.of(Topics.of("consent"), Topics.SUBJECTS)),
            new Service(
                    "newsletter",
                    List.of(Topics.of("newsletter")),
                    List.of(Topics.of("consent"), Topics.CONSENTS, Topics.SUBJECTS)),
            new Service(
                    "rights",
                    List.of(Topics.of("rights"), Topics.SUBJECTS),
                    List.of(
                            Topics.of("consent"),
                            Topics.of("lead"),
                            Topics.of("newsletter"),
                            Topics.of("rights"),
                            Topics.SUBJECTS)));

    private KafkaRules() {}

    static Set<AclBinding> all() {
        return SERVICES.stream().flatMap(Service::rules).collect(Collectors.toUnmodifiableSet());
    }

    /** Makes them the only ones about services. */
    static void apply(Admin admin) throws ExecutionException, InterruptedException {
        Set<AclBinding> rules = all();
        Set<String> services = SERVICES.stream().map(Service::principal).collect(Collectors.toSet());
        Collection<AclBinding> before =
                admin.describeAcls(AclBindingFilter.ANY).values().get();
        admin.createAcls(rules.stream().filter(Predicate.not(before::contains)).toList())
                .all()
                .get();
        admin.deleteAcls(before.stream()
                        .filter(rule -> services.contains(rule.entry().principal()))
                        .filter(Predicate.not(rules::contains))
                        .map(AclBinding::toFilter)
                        .toList())
                .all()
                .get();
    }
}
