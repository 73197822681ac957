package io.nachweis.starter;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.SubjectPseudonyms;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows the secret of every controller of the installation; one that is missing is noticed at the start. */
final class ControllerSubjectIds implements SubjectIds {

    private final Map<String, SubjectPseudonyms> pseudonyms;

    ControllerSubjectIds(Controllers controllers, Secrets secrets) {
        this.pseudonyms = controllers.all().stream()
                .map(ControllerPolicy::id)
                .collect(Collectors.toMap(
                        Function.identity(), id -> new SubjectPseudonyms(id, secrets.key("subject-" + id))));
    }

    @Override
    public SubjectId of(String controller, EmailAddress address) {
        return known(controller).of(address);
    }

    @Override
    public SubjectId ofPolicy(String controller) {
        return known(controller).ofPolicy();
    }

    private SubjectPseudonyms known(String controller) {
        var known = pseudonyms.get(controller);
        if (known == null) {
            throw PlatformProblem.UNKNOWN_CONTROLLER.refusal();
        }
        return known;
    }
}
