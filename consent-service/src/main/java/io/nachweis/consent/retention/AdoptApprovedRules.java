package io.nachweis.consent.retention;

import io.nachweis.consent.approval.ApprovableAction;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.Part;
import io.nachweis.lifecycle.rules.RetentionRules;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.CallFailure.Reason;
import io.nachweis.starter.client.ServiceClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Has changed rules adopted in every service that has such, in our own name. A part of the request is what waits in one. */
@Component
class AdoptApprovedRules implements ApprovableAction {

    private final Controllers controllers;
    private final RetentionRules rules;
    private final ServiceClients clients;

    AdoptApprovedRules(Controllers controllers, RetentionRules rules, ServiceClients clients) {
        this.controllers = controllers;
        this.rules = rules;
        this.clients = clients;
    }

    @Override
    public TwoPersonAction action() {
        return TwoPersonAction.RETENTION_RULES;
    }

    @Override
    public boolean isCurrent(ApprovalRequested request) {
        return inEach(
                request, (policy, part) -> rules.isApproved(policy, request.approval(), part.sha256()), HttpMethod.GET);
    }

    /** In none, where it has changed in one. */
    @Override
    public boolean carryOut(ApprovalRequested request) {
        return isCurrent(request)
                && inEach(
                        request,
                        (policy, part) -> rules.adoptApproved(policy, request.approval(), part.sha256()),
                        HttpMethod.PUT);
    }

    private boolean inEach(ApprovalRequested request, BiPredicate<ControllerPolicy, Part> here, HttpMethod elsewhere) {
        Optional<ControllerPolicy> policy = controllers.find(request.controller());
        return policy.isPresent()
                && request.request().stream()
                        .allMatch(part -> part.what().equals(RetentionOfAllServices.SELF)
                                ? here.test(policy.get(), part)
                                : says(elsewhere, request, part));
    }

    private boolean says(HttpMethod method, ApprovalRequested request, Part part) {
        try {
            clients.to(part.what(), "approved-rules")
                    .tell(http -> http.method(method)
                            .uri(
                                    "/internal/{controller}/approved-rules/{approval}/{sha256}",
                                    request.controller(),
                                    request.approval(),
                                    part.sha256()));
            return true;
        } catch (CallFailure e) {
            if (e.reason() == Reason.REFUSED && e.status() == HttpStatus.CONFLICT.value()) {
                return false;
            }
            throw new UncheckedIOException(new IOException(e.getMessage()));
        }
    }
}
