package io.nachweis.rights.process;

import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * A withdrawal acts when it is received, whoever declared it and whether or not a mail may say so (Art. 7(3) GDPR). It
 * reads the log from its beginning, so it carries out those that waited for a proof before there was this rule.
 */
@Component
@ProcessingGroup("withdrawals")
class WithdrawAtReceipt {

    private final CarryOutRequests requests;

    WithdrawAtReceipt(CarryOutRequests requests) {
        this.requests = requests;
    }

    @EventHandler
    void on(RequestReceived event) {
        if (event.kind() == RequestKind.WITHDRAWAL && !event.subject().isErased()) {
            requests.begin(event, event.receivedAt());
        }
    }
}
