package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailRefused;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailSent;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.OwnWork;
import io.nachweis.newsletter.mail.Delivery.Accepted;
import io.nachweis.newsletter.mail.Delivery.Refused;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.Personal;
import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Hands a mail to the mail server and puts on record what it answered. Only a crash between the two makes a second mail,
 * under the same message id, and its record says that it is not certain.
 */
@Component
class Post {

    /** A mail, complete. */
    record Item(
            MailKind kind,
            String messageId,
            Target target,
            ControllerPolicy policy,
            SignUp signUp,
            EmailAddress recipient,
            Letter letter,
            Instant date) {}

    private final Envelopes envelopes;
    private final MailServer server;
    private final MailAttempts attempts;
    private final OwnWork work;

    Post(Envelopes envelopes, MailServer server, MailAttempts attempts, OwnWork work) {
        this.envelopes = envelopes;
        this.server = server;
        this.attempts = attempts;
        this.work = work;
    }

    /** Nothing is to be sent under this id any more, so no attempt stays open. */
    void skip(String messageId) {
        attempts.end(messageId);
    }

    void send(Item item) throws NotDelivered {
        boolean certain = attempts.begin(item.messageId(), item.target().signUp());
        work.send(record(item, deliver(item, certain), certain));
        attempts.end(item.messageId());
    }

    private Delivery deliver(Item item, boolean certain) throws NotDelivered {
        try {
            return server.deliver(envelopes.seal(server.session(), item), Envelopes.address(item.recipient()));
        } catch (NotDelivered e) {
            if (certain && !e.perhapsSent()) {
                attempts.end(item.messageId());
            }
            throw e;
        }
    }

    private static SubscriptionCommand record(Item item, Delivery delivery, boolean certain) {
        return switch (delivery) {
            case Accepted(var reply) ->
                new RecordMailSent(
                        item.target().subscription(),
                        item.target().signUp(),
                        item.kind(),
                        item.messageId(),
                        item.letter().template(),
                        item.letter().contentSha256(),
                        Personal.of(reply),
                        certain,
                        item.date());
            case Refused(var code) ->
                new RecordMailRefused(
                        item.target().subscription(),
                        item.target().signUp(),
                        item.kind(),
                        item.messageId(),
                        code,
                        item.date());
        };
    }
}
