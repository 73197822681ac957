package io.nachweis.lifecycle;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.Explanation;
import io.nachweis.starter.PolicyRequirement;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service that ends the cases of a category knows everything by which the policy moves them. */
record CarriedOutMoves(Collection<KeptCases> kept) implements PolicyRequirement {

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        Set<Condition> known =
                kept.stream().flatMap(each -> each.condition().stream()).collect(Collectors.toSet());
        return kept.stream()
                .flatMap(each -> policy.category(each.category()).stream())
                .flatMap(rule -> rule.moves().stream()
                        .filter(move -> !known.contains(move.when()))
                        .map(move ->
                                "categories.%s.moves: cannot be carried out, because who stores these knows of no %s"
                                        .formatted(rule.id(), Explanation.key(move.when()))));
    }
}
