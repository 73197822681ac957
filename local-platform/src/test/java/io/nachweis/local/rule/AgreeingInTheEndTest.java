package io.nachweis.local.rule;

import static org.assertj.core.api.Assertions.fail;

import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.local.rule.TwoServices.Letter;
import io.nachweis.local.rule.TwoServices.Request;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sign-ups, confirmations, denials, expiries, withdrawals at either service and withdrawals that are disowned, in every order, heard late, in every
 * interleaving and again: whatever happens, the rule of the merge holds at each step, and in the end both services agree.
 * All sequences are tried up to a length; longer ones at random, each named by its seed.
 */
class AgreeingInTheEndTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final int EVERY_SEQUENCE_UP_TO = FULL ? 6 : 4;
    private static final int WALKS = FULL ? 200_000 : 2_000;
    private static final int STEPS = 40;

    private static final Translations TRANSLATIONS = new Translations();

    private record Step(String name, Consumer<TwoServices> take) {}

    @Test
    void whatever_happens_first() {
        explore(new TwoServices(TRANSLATIONS), EVERY_SEQUENCE_UP_TO, new ArrayList<>());
    }

    /** Where the beginning is not what is interesting: a person with a consent, and one with another on its way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatever_happens_after_a_consent(boolean isHeard) {
        var world = new TwoServices(TRANSLATIONS);
        world.signsUpFor(TwoServices.PURPOSES);
        world.confirms(world.requests().getFirst());
        while (isHeard && (world.ledgerIsBehind() || world.newsletterIsBehind())) {
            hearEverything(world);
        }
        world.signsUpFor(List.of("newsletter"));
        explore(world, EVERY_SEQUENCE_UP_TO - 1, new ArrayList<>());
    }

    @Test
    void whatever_happens_in_long_lives() {
        long first = FULL ? new Random().nextLong() : 20_261_123L;
        for (long seed = first; seed < first + WALKS; seed++) {
            walk(seed);
        }
    }

    private static void walk(long seed) {
        var random = new Random(seed);
        var world = new TwoServices(TRANSLATIONS);
        List<String> path = new ArrayList<>(List.of("seed " + seed));
        for (int i = 0; i < STEPS; i++) {
            List<Step> steps = steps(world);
            Step step = steps.get(random.nextInt(steps.size()));
            path.add(step.name());
            step.take().accept(world);
            check(world, path);
        }
    }

    private static void explore(TwoServices world, int depth, List<String> path) {
        check(world, path);
        if (depth == 0) {
            return;
        }
        for (Step step : steps(world)) {
            TwoServices next = world.copy();
            path.add(step.name());
            step.take().accept(next);
            explore(next, depth - 1, path);
            path.removeLast();
        }
    }

    private static List<Step> steps(TwoServices world) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("signs up for one", each -> each.signsUpFor(List.of("newsletter"))));
        steps.add(new Step("signs up for both", each -> each.signsUpFor(TwoServices.PURPOSES)));
        List<Request> requests = world.requests();
        for (Request request : requests.subList(Math.max(0, requests.size() - 3), requests.size())) {
            steps.add(new Step("confirms " + request.at(), each -> each.confirms(request)));
            steps.add(new Step("denies " + request.at(), each -> each.denies(request)));
        }
        if (!requests.isEmpty()) {
            steps.add(new Step("unsubscribes", TwoServices::unsubscribes));
            steps.add(new Step("three days pass", each -> each.daysPass(3)));
            steps.add(new Step("eight days pass", each -> each.daysPass(8)));
        }
        for (Instant receivedAt : lettersOf(world)) {
            steps.add(new Step("letter of " + receivedAt, each -> each.withdrawsAtTheDesk("newsletter", receivedAt)));
        }
        for (Instant receivedAt : disownableOf(world)) {
            steps.add(new Step("disowns that of " + receivedAt, each -> each.disowns("newsletter", receivedAt)));
        }
        if (world.ledgerIsBehind()) {
            steps.add(new Step("the ledger hears", TwoServices::ledgerHearsNext));
        } else {
            steps.add(new Step("the ledger hears again", TwoServices::ledgerHearsAgain));
        }
        if (world.newsletterIsBehind()) {
            steps.add(new Step("the newsletter hears", TwoServices::newsletterHearsNext));
        } else {
            steps.add(new Step("the newsletter hears again", TwoServices::newsletterHearsAgain));
        }
        return steps;
    }

    /** Of now, of the very moment of a sign-up, and of between two. */
    private static Set<Instant> lettersOf(TwoServices world) {
        Set<Instant> moments = new LinkedHashSet<>();
        List<Request> requests = world.requests();
        requests.subList(Math.max(0, requests.size() - 2), requests.size()).forEach(request -> {
            moments.add(request.at());
            moments.add(request.at().plus(Duration.ofMinutes(30)));
        });
        moments.removeIf(moment -> moment.isAfter(world.now()));
        moments.add(world.now());
        return moments;
    }

    /** What was written down last, and what may have been received when somebody signed up and is not written down yet. */
    private static Set<Instant> disownableOf(TwoServices world) {
        Set<Instant> moments = new LinkedHashSet<>();
        List<Letter> letters = world.letters();
        letters.subList(Math.max(0, letters.size() - 2), letters.size())
                .forEach(letter -> moments.add(letter.receivedAt()));
        if (!world.requests().isEmpty()) {
            moments.add(world.requests().getLast().at());
        }
        return moments;
    }

    private static void check(TwoServices world, List<String> path) {
        for (String purpose : TwoServices.PURPOSES) {
            agree(world.inLedger(purpose), world.byWhatTheLedgerWasTold(purpose), "the ledger", path);
            agree(world.askedDirectly(purpose), world.byAllThatWasSaid(purpose), "the answer when asked", path);
            agree(isYes(world.askedDirectly(purpose)), world.mayBeWrittenTo(purpose), "what people did", path);
        }
        checkConfirmations(world, path);
        TwoServices end = world.copy();
        hearEverything(end);
        for (String purpose : TwoServices.PURPOSES) {
            agree(isYes(end.inLedger(purpose)), world.mayBeWrittenTo(purpose), "the ledger in the end", path);
            agree(end.isSubscribed(purpose), world.mayBeWrittenTo(purpose), "the newsletter in the end", path);
        }
        agree(end.endsByLedger(), end.endsByNewsletter(), "when evidence begins to end, by the ledger", path);
        checkThatNothingIsNew(end, path);
    }

    /** A link works for two days, and once. */
    private static void checkConfirmations(TwoServices world, List<String> path) {
        List<SubscriptionConfirmed> confirmations = world.confirmations();
        long signUps = confirmations.stream()
                .map(SubscriptionConfirmed::signUp)
                .distinct()
                .count();
        agree((long) confirmations.size(), signUps, "confirmations and sign-ups confirmed", path);
        for (SubscriptionConfirmed confirmed : confirmations) {
            boolean inTime =
                    confirmed.confirmedAt().isBefore(confirmed.requestedAt().plus(TwoServices.LINK));
            agree(inTime, true, "confirmed in time", path);
        }
    }

    private static void checkThatNothingIsNew(TwoServices end, List<String> path) {
        List<Optional<ConsentOutcome>> before = outcomes(end);
        Map<String, Instant> ends = end.endsByNewsletter();
        int said = end.saidInAll();
        end.ledgerHearsAgain();
        end.newsletterHearsAgain();
        hearEverything(end);
        agree(end.saidInAll(), said, "facts after all was heard again", path);
        agree(outcomes(end), before, "outcomes after all was heard again", path);
        agree(end.endsByNewsletter(), ends, "ends after all was heard again", path);
    }

    private static List<Optional<ConsentOutcome>> outcomes(TwoServices world) {
        return TwoServices.PURPOSES.stream().map(world::inLedger).toList();
    }

    private static void agree(Object is, Object shouldBe, String what, List<String> path) {
        if (!is.equals(shouldBe)) {
            fail("%s: %s instead of %s after %s", what, is, shouldBe, path);
        }
    }

    /** The exchange has an end. */
    private static void hearEverything(TwoServices world) {
        int most = 10 * (world.saidInAll() + 1);
        for (int heard = 0; world.ledgerIsBehind() || world.newsletterIsBehind(); heard++) {
            if (heard == most) {
                fail("The services never stop answering each other");
            }
            if (world.ledgerIsBehind()) {
                world.ledgerHearsNext();
            }
            if (world.newsletterIsBehind()) {
                world.newsletterHearsNext();
            }
        }
    }

    private static boolean isYes(Optional<ConsentOutcome> outcome) {
        return outcome.filter(ConsentOutcome::allowed).isPresent();
    }
}
