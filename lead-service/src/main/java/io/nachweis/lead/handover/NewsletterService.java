package io.nachweis.lead.handover;

import io.nachweis.event.EmailAddress;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.CallFailure.Reason;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Hands a sign-up over to the service that asks mailboxes. Handing the same one over again changes nothing there. */
@Component
class NewsletterService {

    /** A sign-up as the other side takes it; the bytes are the same however often it is sent. */
    record SignUp(
            EmailAddress email, String ip, @Nullable String company, List<Wording> wordings, Instant requestedAt) {}

    record Wording(String id, boolean shownByUs) {}

    private final ServiceClient newsletter;

    NewsletterService(ServiceClients clients) {
        this.newsletter = clients.to("newsletter", "sign-ups");
    }

    /** Once this returns, the other side has it on record. An outage is an {@link UncheckedIOException}. */
    void take(String controller, UUID handOver, SignUp signUp) {
        try {
            newsletter.tell(http -> http.post()
                    .uri("/internal/{controller}/sign-ups", controller)
                    .header("Idempotency-Key", handOver.toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(signUp));
        } catch (CallFailure e) {
            throw passes(e) ? new UncheckedIOException(new IOException(e.getMessage())) : e;
        }
    }

    /** 403: it does not know our key, yet. 409: the same is being taken right now, for a try of ours that got no answer. */
    private static boolean passes(CallFailure failure) {
        return failure.reason() != Reason.REFUSED
                || failure.status() == HttpStatus.FORBIDDEN.value()
                || failure.status() == HttpStatus.CONFLICT.value()
                || failure.status() == HttpStatus.TOO_MANY_REQUESTS.value();
    }
}
