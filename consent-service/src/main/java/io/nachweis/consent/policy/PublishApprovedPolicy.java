package io.nachweis.consent.policy;

import io.nachweis.consent.approval.ApprovableAction;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.starter.PolicyVersions;
import org.springframework.stereotype.Component;

/** Publishes the file that a second person has approved, as long as it is the one in the folder, which is read each time. */
@Component
class PublishApprovedPolicy implements ApprovableAction {

    private final PublishedPolicies policies;
    private final PolicyVersions versions;

    PublishApprovedPolicy(PublishedPolicies policies, PolicyVersions versions) {
        this.policies = policies;
        this.versions = versions;
    }

    @Override
    public TwoPersonAction action() {
        return TwoPersonAction.POLICY;
    }

    @Override
    public boolean isCurrent(ApprovalRequested request) {
        return isPublishedBy(request)
                || versions.candidate(request.controller())
                        .filter(file -> file.sha256().equals(wanted(request).sha256()))
                        .isPresent();
    }

    @Override
    public boolean carryOut(ApprovalRequested request) {
        if (!isCurrent(request)) {
            return false;
        }
        policies.publish(request.controller(), wanted(request), "approver", request.approval());
        return true;
    }

    private boolean isPublishedBy(ApprovalRequested request) {
        return policies.of(request.controller()).stream()
                .anyMatch(each -> request.approval().equals(each.approval()));
    }

    private static NewPublication wanted(ApprovalRequested request) {
        return NewPublication.of(request.request().getFirst());
    }
}
