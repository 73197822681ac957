package io.nachweis.listmonk;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings both in step once. First what people said in listmonk goes to Nachweis, then what changed there comes here; in
 * this order, and with what they withdrew noted, no page that is read twice brings anybody back. What one side refuses
 * about one person is reported by their pseudonym and holds up nobody else.
 */
final class Round {

    /** @param refused people whom one side did not take, or whose withdrawal; each is in the log by pseudonym */
    record Outcome(int carried, int refused) {}

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static final System.Logger LOG = System.getLogger(Round.class.getName());
    private static final String RECIPIENT = "recipient";
    private static final String SUBJECT = "subject";
    private static final String SINCE = "since";
    private static final String WITHDRAWN = "withdrawn";
    private static final List<String> NOTED =
            List.of(RECIPIENT, SUBJECT, SINCE, "unsubscribe", "preferences", "listUnsubscribe");

    private final Nachweis nachweis;
    private final Listmonk listmonk;
    private final Cursor cursor;
    private final String purpose;
    private final Clock clock;
    private int carried;
    private int refused;

    /** Whom the audience has named since its beginning; null while it is only asked for what is new. */
    private @Nullable Set<String> named;

    Round(Nachweis nachweis, Listmonk listmonk, Cursor cursor, String purpose, Clock clock) {
        this.nachweis = nachweis;
        this.listmonk = listmonk;
        this.cursor = cursor;
        this.purpose = purpose;
        this.clock = clock;
    }

    Outcome run() throws IOException, InterruptedException {
        carried = 0;
        refused = 0;
        for (Subscriber subscriber : listmonk.unsubscribed()) {
            attempt(subscriber.note(purpose, SUBJECT), () -> passOn(subscriber));
        }
        boolean more = true;
        while (more) {
            if (cursor.isAtStart()) {
                named = new HashSet<>();
            }
            JsonNode page = page();
            for (JsonNode change : page.path("changes")) {
                attempt(change.path(SUBJECT).asString(""), () -> apply(change));
            }
            cursor.moveTo(page.path("next").asString());
            more = page.path("more").asBoolean();
        }
        if (named != null) {
            partWithWhomNobodyNamed(named);
            named = null;
        }
        return new Outcome(carried, refused);
    }

    /** From the beginning where Nachweis does not know our place any more, as after a restore. */
    private JsonNode page() throws IOException, InterruptedException {
        try {
            return nachweis.changes(cursor.next());
        } catch (AdapterHttpClient.Refused e) {
            if (!e.is(Nachweis.UNKNOWN_CURSOR) || cursor.isAtStart()) {
                throw e;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The log is not the one that was followed; everything is gone through");
            cursor.startOver();
            named = new HashSet<>();
            return nachweis.changes(cursor.next());
        }
    }

    private void attempt(String subject, Step step) throws IOException, InterruptedException {
        try {
            step.run();
        } catch (AdapterHttpClient.Refused e) {
            if (!e.isAboutTheContent()) {
                throw e;
            }
            refused++;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is left as it is: {1}",
                    subject.isEmpty() ? "Somebody without a pseudonym" : subject,
                    e.getMessage());
        }
    }

    private void passOn(Subscriber subscriber) throws IOException, InterruptedException {
        if (listmonk.isEndedByBounces(subscriber)) {
            return;
        }
        String subject = subscriber.note(purpose, SUBJECT);
        if (!subject.isEmpty()) {
            nachweis.withdraw(subject, endOf(subscriber));
        }
        var notes = new HashMap<>(subscriber.notes(purpose));
        notes.put(WITHDRAWN, subscriber.note(purpose, SINCE));
        listmonk.describe(subscriber, subscriber.with(purpose, notes));
        listmonk.remove(subscriber);
        carried++;
    }

    /** When they said so in listmonk, whose clock may differ: after the consent that this ends, and not after now. */
    private Instant endOf(Subscriber subscriber) {
        Instant now = clock.instant();
        Instant end = subscriber
                .subscription()
                .flatMap(Subscriber.Subscription::changedAt)
                .map(OffsetDateTime::toInstant)
                .filter(now::isAfter)
                .orElse(now);
        Instant since = instant(subscriber.note(purpose, SINCE)).orElse(end);
        return since.isAfter(end) ? since : end;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private void apply(JsonNode change) throws IOException, InterruptedException {
        String recipient = change.path(RECIPIENT).asString();
        if (change.path("change").asString().equals("joined")) {
            if (named != null) {
                named.add(recipient);
            }
            join(change);
        } else {
            Optional<Subscriber> known = listmonk.findByRecipient(purpose, recipient);
            if (known.isPresent()) {
                leave(known.get());
            }
        }
        carried++;
    }

    /** Neither who said no in listmonk to this very consent nor whom it had to give up comes back without a new one. */
    private void join(JsonNode change) throws IOException, InterruptedException {
        String email = change.path("email").asString();
        Map<String, String> notes = new HashMap<>();
        NOTED.forEach(name -> notes.put(name, change.path(name).asString("")));
        Optional<Subscriber> found = listmonk.findByEmail(email);
        if (found.isEmpty()) {
            listmonk.create(email, Map.of(Subscriber.NACHWEIS, Map.of(purpose, notes)));
            return;
        }
        Subscriber known = found.get();
        if (known.note(purpose, WITHDRAWN).equals(notes.get(SINCE))) {
            return;
        }
        boolean isSame = known.note(purpose, SINCE).equals(notes.get(SINCE));
        if (!known.notes(purpose).equals(notes)) {
            listmonk.describe(known, known.with(purpose, notes));
        }
        boolean isToAdd = known.subscription()
                .map(subscription -> !isSame && !subscription.isConfirmed())
                .orElse(true);
        if (isToAdd) {
            listmonk.add(known);
        }
    }

    /** Whom listmonk has for no other reason, it keeps no longer. */
    private void leave(Subscriber known) throws IOException, InterruptedException {
        if (known.isOnOtherLists()) {
            listmonk.remove(known);
            listmonk.describe(known, known.with(purpose, Map.of()));
        } else {
            listmonk.delete(known);
        }
    }

    private void partWithWhomNobodyNamed(Set<String> those) throws IOException, InterruptedException {
        for (Subscriber subscriber : listmonk.subscribers()) {
            String recipient = subscriber.note(purpose, RECIPIENT);
            if (!recipient.isEmpty() && !those.contains(recipient)) {
                attempt(subscriber.note(purpose, SUBJECT), () -> {
                    leave(subscriber);
                    carried++;
                });
            }
        }
    }
}
