package io.nachweis.newsletter.publication;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.starter.client.CallFailure;
import io.nachweis.starter.client.ServiceClient;
import io.nachweis.starter.client.ServiceClients;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Polls consent-service for the withdrawals that the desk recorded, where it matters that nothing is missing: Kafka
 * brings it sooner or later, and who withdrew by phone must not be in a list that is fetched before that. Hearing it
 * twice does nothing twice.
 */
@Component
public class ConsentFactPoller {

    private static final Logger log = LoggerFactory.getLogger(ConsentFactPoller.class);

    private static final String CONSENT = "/consent";
    private static final String POSITION = "position";

    private final ServiceClient consent;
    private final WithdrawWhatTheDeskRecorded listener;
    private final MongoCollection<Document> offsets;

    ConsentFactPoller(ServiceClients clients, WithdrawWhatTheDeskRecorded listener, MongoDatabase database) {
        this.consent = clients.to("consent", "facts");
        this.listener = listener;
        this.offsets = database.getCollection("desk");
    }

    /** Once this returns, every withdrawal counts here that was on record there before. */
    public void catchUp() {
        try {
            while (hearSome()) {
                // There is more.
            }
        } catch (CallFailure e) {
            log.debug("The desk did not answer: {}", e.getMessage());
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
    }

    /** So that there is little left to ask for when it matters. */
    @Scheduled(fixedDelayString = "${newsletter.desk.every:5s}")
    void keepUp() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            log.debug("The desk is asked again: {}", e.getClass().getName());
        }
    }

    private boolean hearSome() {
        long before = offset();
        FactPage page = consent.ask(http -> http.get().uri("/internal/facts?after={position}", before), FactPage::read);
        page.facts().forEach(this::hear);
        // Less than before when its log was put back: what came since then is heard again.
        if (page.upTo() != before) {
            offset(page.upTo());
        }
        return page.more();
    }

    private void hear(PublishedFact said) {
        if (said.data() instanceof Fact fact) {
            listener.on(
                    new ReceivedFact(said.id(), said.source(), said.sequence(), SubjectId.of(said.subject()), fact));
        }
    }

    private long offset() {
        Document offset = offsets.find(eq(CONSENT)).first();
        return offset == null ? -1 : offset.getLong(POSITION);
    }

    private void offset(long position) {
        offsets.updateOne(eq(CONSENT), Updates.set(POSITION, position), new UpdateOptions().upsert(true));
    }
}
