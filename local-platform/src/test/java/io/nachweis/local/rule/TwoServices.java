package io.nachweis.local.rule;

import io.nachweis.consent.decision.ConsentCommand;
import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.consent.decision.EndOfConsent;
import io.nachweis.consent.decision.Standing;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.newsletter.decision.ProofOfConsent;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SubscriptionCommand;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.WithdrawConsent;
import io.nachweis.newsletter.decision.SubscriptionDecider;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.decision.WordingShown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One person in two services: their real decisions and translations, and between them two topics that deliver late and
 * more than once. No hour has two deeds, except that a letter may have been received in the hour of another deed.
 */
final class TwoServices {

    static final List<String> PURPOSES = List.of("newsletter", "events");

    static final Duration LINK = Duration.ofDays(2);
    private static final Duration MEMORY = Duration.ofDays(7);
    private static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");
    private static final SubjectId PERSON = SubjectId.of("1." + "A".repeat(43));

    private static final SubscriptionState NOTHING = new SubscriptionState.Unknown();

    /** A sign-up as the person knows it. */
    record Request(UUID signUp, UUID subscription, Instant at, List<WordingShown> wordings) {}

    /** A withdrawal as the desk knows it. */
    record Letter(String purpose, Instant receivedAt) {}

    private final Translations translations;
    private Instant now = BEGINNING;

    private final Map<UUID, SubscriptionState> subscriptions;
    private final List<ConsentEvent> ledgerLog;
    private UUID subscription = new UUID(1, 0);
    private final Map<String, Standing> ledger;

    private final List<Fact.OfConsent> newsletterTopic;
    private final List<Fact.OfConsent> consentsTopic;
    private int heardByConsent;
    private int heardByNewsletter;

    /** Every fact that the ledger was told, by whomever. */
    private final List<Fact.OfConsent> toldToLedger;

    private final List<Request> requests;
    private final List<SubscriptionConfirmed> confirmations;
    private final List<Fact.ConsentWithdrawn> withdrawals;
    private final List<Letter> letters;
    private final Set<Letter> disowned;

    TwoServices(Translations translations) {
        this.translations = translations;
        this.subscriptions = new HashMap<>();
        this.ledger = new HashMap<>();
        this.ledgerLog = new ArrayList<>();
        this.newsletterTopic = new ArrayList<>();
        this.consentsTopic = new ArrayList<>();
        this.toldToLedger = new ArrayList<>();
        this.requests = new ArrayList<>();
        this.confirmations = new ArrayList<>();
        this.withdrawals = new ArrayList<>();
        this.letters = new ArrayList<>();
        this.disowned = new HashSet<>();
    }

    private TwoServices(TwoServices other) {
        this.translations = other.translations;
        this.now = other.now;
        this.subscriptions = new HashMap<>(other.subscriptions);
        this.subscription = other.subscription;
        this.ledger = new HashMap<>(other.ledger);
        this.ledgerLog = new ArrayList<>(other.ledgerLog);
        this.newsletterTopic = new ArrayList<>(other.newsletterTopic);
        this.consentsTopic = new ArrayList<>(other.consentsTopic);
        this.heardByConsent = other.heardByConsent;
        this.heardByNewsletter = other.heardByNewsletter;
        this.toldToLedger = new ArrayList<>(other.toldToLedger);
        this.requests = new ArrayList<>(other.requests);
        this.confirmations = new ArrayList<>(other.confirmations);
        this.withdrawals = new ArrayList<>(other.withdrawals);
        this.letters = new ArrayList<>(other.letters);
        this.disowned = new HashSet<>(other.disowned);
    }

    TwoServices copy() {
        return new TwoServices(this);
    }

    // What the person and the desk do

    void signsUpFor(List<String> purposes) {
        anHourPasses();
        UUID signUp = new UUID(2, requests.size());
        if (subscriptions.get(subscription) instanceof SubscriptionState.Ended) {
            subscription = new UUID(1, subscriptions.size());
        }
        // A wording of its own each time, so that no sign-up is one of a person who has agreed already.
        List<WordingShown> wordings = purposes.stream()
                .map(purpose -> new WordingShown(
                        purpose + "/" + requests.size() + "/en",
                        requests.size(),
                        "en",
                        "ab".repeat(32),
                        ShownBy.US,
                        List.of(purpose)))
                .toList();
        newsletterDoes(
                subscription,
                Records.of(
                        RequestSubscription.class,
                        Map.of(
                                "subscription",
                                subscription,
                                "controller",
                                "idm",
                                "signUp",
                                signUp,
                                "subject",
                                PERSON,
                                "email",
                                Personal.of(EmailAddress.of("erika@example.org")),
                                "ip",
                                Personal.of("192.0.2.7"),
                                "wordings",
                                wordings,
                                "requestedAt",
                                now,
                                "expiresAt",
                                now.plus(LINK),
                                "purgeAt",
                                now.plus(MEMORY))));
        requests.add(new Request(signUp, subscription, now, wordings));
    }

    void confirms(Request request) {
        anHourPasses();
        newsletterDoes(
                request.subscription(),
                Records.of(
                        ConfirmSubscription.class,
                        Map.of(
                                "subscription", request.subscription(),
                                "signUp", request.signUp(),
                                "confirmedAt", now)));
    }

    void denies(Request request) {
        anHourPasses();
        newsletterDoes(
                request.subscription(),
                Records.of(
                        DenySubscription.class,
                        Map.of(
                                "subscription", request.subscription(),
                                "signUp", request.signUp(),
                                "deniedAt", now)));
    }

    void unsubscribes() {
        anHourPasses();
        newsletterDoes(subscription, new WithdrawConsent(subscription, null, Channel.PAGE, now, now));
        PURPOSES.forEach(
                purpose -> withdrawals.add(new Fact.ConsentWithdrawn("idm", purpose, "page", Channel.PAGE, now, now)));
    }

    /** The desk writes down now what arrived then. */
    void withdrawsAtTheDesk(String purpose, Instant receivedAt) {
        anHourPasses();
        ConsentCommand command = new ConsentCommand.WithdrawConsent(
                new UUID(3, PURPOSES.indexOf(purpose)),
                PERSON,
                "idm",
                purpose,
                "/consent",
                null,
                "letter of " + receivedAt,
                Channel.LETTER,
                receivedAt,
                now,
                "privacy-desk");
        Fact.ConsentWithdrawn fact =
                new Fact.ConsentWithdrawn("idm", purpose, "letter", Channel.LETTER, receivedAt, now);
        toldToLedger.add(fact);
        var letter = new Letter(purpose, receivedAt);
        letters.add(letter);
        if (!disowned.contains(letter)) {
            withdrawals.add(fact);
        }
        ledgerDoes(purpose, command);
    }

    /** Whoever reads the mailbox says now that what arrived then was not theirs, perhaps before it is written down. */
    void disowns(String purpose, Instant receivedAt) {
        anHourPasses();
        var command = new ConsentCommand.DisownWithdrawal(
                new UUID(3, PURPOSES.indexOf(purpose)),
                PERSON,
                "idm",
                purpose,
                "/consent",
                "letter disowned of " + receivedAt,
                Channel.LETTER,
                receivedAt,
                now);
        disowned.add(new Letter(purpose, receivedAt));
        withdrawals.removeIf(withdrawal -> withdrawal.channel() == Channel.LETTER
                && withdrawal.purpose().equals(purpose)
                && withdrawal.receivedAt().equals(receivedAt));
        toldToLedger.add(new Fact.WithdrawalDisowned("idm", purpose, "letter", Channel.LETTER, receivedAt, now));
        ledgerDoes(purpose, command);
    }

    /** Links stop working; what nobody confirmed in a week is forgotten. */
    void daysPass(int days) {
        now = now.plus(Duration.ofDays(days));
        requests.forEach(request -> newsletterDoes(
                request.subscription(), new ExpireSignUp(request.subscription(), request.signUp(), now)));
    }

    // What the services hear of each other

    boolean ledgerIsBehind() {
        return heardByConsent < newsletterTopic.size();
    }

    boolean newsletterIsBehind() {
        return heardByNewsletter < consentsTopic.size();
    }

    void ledgerHearsNext() {
        Fact.OfConsent fact = newsletterTopic.get(heardByConsent);
        toldToLedger.add(fact);
        ledgerDoes(fact.purpose(), heard(fact, "/newsletter", heardByConsent));
        heardByConsent++;
    }

    void newsletterHearsNext() {
        int position = heardByNewsletter++;
        translations.newsletterHears(
                new ReceivedFact("c-" + position, "/consent", position, PERSON, consentsTopic.get(position)),
                subscription,
                command -> newsletterDoes(subscription, (SubscriptionCommand) command));
    }

    /** A service that crashed before it could say how far it had come. */
    void ledgerHearsAgain() {
        heardByConsent = 0;
    }

    void newsletterHearsAgain() {
        heardByNewsletter = 0;
    }

    // What becomes of it

    Instant now() {
        return now;
    }

    List<Request> requests() {
        return requests;
    }

    List<Letter> letters() {
        return letters;
    }

    List<SubscriptionConfirmed> confirmations() {
        return confirmations;
    }

    Optional<ConsentOutcome> inLedger(String purpose) {
        return standing(purpose).outcome();
    }

    boolean isSubscribed(String purpose) {
        return subscriptions.get(subscription) instanceof SubscriptionState.Open open
                && open.consents().containsKey(purpose);
    }

    /** By the rule, over what the ledger was told. */
    Optional<ConsentOutcome> byWhatTheLedgerWasTold(String purpose) {
        return Truth.of(toldToLedger, purpose);
    }

    /** By the rule, over what the newsletter service has said besides. */
    Optional<ConsentOutcome> byAllThatWasSaid(String purpose) {
        return Truth.of(
                Stream.concat(toldToLedger.stream(), newsletterTopic.stream()).toList(), purpose);
    }

    /** As "may I?" answers when it asks the newsletter service directly. */
    Optional<ConsentOutcome> askedDirectly(String purpose) {
        Standing standing = standing(purpose);
        for (Fact.OfConsent fact : newsletterTopic) {
            if (fact.purpose().equals(purpose)) {
                standing = standing.with(heard(fact, "/newsletter", 0));
            }
        }
        return standing.outcome();
    }

    /** By the rule, over what people did. */
    boolean mayBeWrittenTo(String purpose) {
        return confirmations.stream()
                .filter(confirmed -> confirmed.wordings().stream()
                        .anyMatch(wording -> wording.purposes().contains(purpose)))
                .anyMatch(confirmed -> withdrawals.stream()
                        .filter(withdrawal -> withdrawal.purpose().equals(purpose))
                        .allMatch(withdrawal -> confirmed.requestedAt().isAfter(withdrawal.receivedAt())));
    }

    /** Since when each sign-up proves a consent of the past only, by the newsletter service's log. */
    Map<String, Instant> endsByNewsletter() {
        Map<String, Instant> ends = new HashMap<>();
        subscriptions
                .values()
                .forEach(state ->
                        ProofOfConsent.of(state, now).forEach((signUp, end) -> ends.put(signUp.toString(), end)));
        return ends;
    }

    /** The same by the ledger, as far as it is about sign-ups. */
    Map<String, Instant> endsByLedger() {
        Map<String, Instant> ends = new HashMap<>();
        for (String purpose : PURPOSES) {
            List<ConsentEvent> history = ledgerLog.stream()
                    .filter(event -> event.purpose().equals(purpose))
                    .toList();
            EndOfConsent.of(history, now)
                    .forEach((signUp, end) -> ends.merge(signUp, end, (a, b) -> a.isAfter(b) ? a : b));
        }
        ends.keySet().removeIf(signUp -> signUp.startsWith("letter"));
        return ends;
    }

    int saidInAll() {
        return newsletterTopic.size() + consentsTopic.size();
    }

    private Standing standing(String purpose) {
        return ledger.getOrDefault(purpose, Standing.UNDECIDED);
    }

    private void anHourPasses() {
        now = now.plus(Duration.ofHours(1));
    }

    private void newsletterDoes(UUID stream, SubscriptionCommand command) {
        SubscriptionState state = subscriptions.getOrDefault(stream, NOTHING);
        for (SubscriptionEvent event : SubscriptionDecider.decide(state, command)) {
            state = state.evolve(event);
            if (event instanceof SubscriptionConfirmed confirmed) {
                confirmations.add(confirmed);
            }
            if (!(event instanceof SubscriptionRequested)) {
                translations.ofNewsletter(event).forEach(newsletterTopic::add);
            }
        }
        subscriptions.put(stream, state);
    }

    private void ledgerDoes(String purpose, ConsentCommand command) {
        Standing standing = standing(purpose);
        for (ConsentEvent event : standing.decide(command)) {
            standing = standing.after(event);
            ledgerLog.add(event);
            translations.ofConsent(event).forEach(consentsTopic::add);
        }
        ledger.put(purpose, standing);
    }

    private static ConsentCommand heard(Fact.OfConsent fact, String source, int position) {
        return ConsentCommand.heard(
                new UUID(3, PURPOSES.indexOf(fact.purpose())), PERSON, source, "n-" + position, fact);
    }
}
