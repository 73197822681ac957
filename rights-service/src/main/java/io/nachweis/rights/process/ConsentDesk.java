package io.nachweis.rights.process;

import io.nachweis.contracts.Channel;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Intake;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** consent-service, which takes withdrawals down and undoes them, and tells everybody. Told twice it takes down one. */
@Component
class ConsentDesk {

    static final String SERVICE = "consent";

    private static final Logger log = LoggerFactory.getLogger(ConsentDesk.class);

    record Everything(Channel channel, Instant receivedAt) {}

    private final ServiceClient consent;

    ConsentDesk(ServiceClients clients) {
        this.consent = clients.to(SERVICE, "withdrawals");
    }

    /** Whether it is durable there. It takes effect as of when the request was received. */
    boolean withdrawEverything(Case request) {
        return tells(request, "");
    }

    /** Whether it is durable there that this withdrawal counts no more, also if it is still on its way. */
    boolean disown(Case request) {
        return tells(request, "/disowned");
    }

    private boolean tells(Case request, String what) {
        try {
            consent.tell(http -> http.post()
                    .uri(
                            "/internal/{controller}/subjects/{subject}/withdrawals" + what,
                            request.controller(),
                            request.subject().value())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Everything(channel(request.intake()), request.receivedAt())));
            return true;
        } catch (CallFailure e) {
            log.debug("A withdrawal was not taken by {}", e.getMessage());
            return false;
        }
    }

    private static Channel channel(Intake intake) {
        return switch (intake) {
            case FORM -> Channel.OTHER;
            case EMAIL -> Channel.EMAIL;
            case PHONE -> Channel.PHONE;
            case LETTER -> Channel.LETTER;
        };
    }
}
