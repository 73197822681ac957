package io.nachweis.consent.policy;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.SubjectIds;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the other services have to know about policies, and nobody else. */
@Component
class PolicyPublication implements Publication {

    private static final String SERVICES = Topics.of("consent");

    private final Controllers controllers;
    private final SubjectIds subjects;

    PolicyPublication(Controllers controllers, SubjectIds subjects) {
        this.controllers = controllers;
        this.subjects = subjects;
    }

    @Override
    public Set<String> topics() {
        return Set.of(SERVICES);
    }

    /** A controller whose file is gone has no secret any more by which a pseudonym could be made. */
    @Override
    public List<Announcement> announce(Object event) {
        return event instanceof PolicyPublished policy
                        && controllers.find(policy.controller()).isPresent()
                ? List.of(Announcement.of(
                        SERVICES,
                        subjects.ofPolicy(policy.controller()),
                        new Fact.PolicyPublished(
                                policy.controller(), policy.version(), policy.sha256(), policy.effectiveFrom())))
                : List.of();
    }
}
