package io.nachweis.starter;

import io.nachweis.policy.Controllers;
import java.util.List;

/** Refuses the start of a service that does what a policy does not say, with all of it at once. */
final class PolicyRequirements {

    PolicyRequirements(String service, Controllers controllers, List<PolicyRequirement> requirements) {
        List<String> unmet = controllers.all().stream()
                .flatMap(policy -> requirements.stream()
                        .flatMap(requirement -> requirement.unmet(policy))
                        .map(reason -> policy.id() + ": " + reason))
                .distinct()
                .sorted()
                .toList();
        if (!unmet.isEmpty()) {
            throw new IllegalStateException("The %s service does not do what the policies say:\n  %s"
                    .formatted(service, String.join("\n  ", unmet)));
        }
    }
}
