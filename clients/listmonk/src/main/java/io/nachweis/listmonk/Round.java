package io.nachweis.listmonk;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Brings both in step once. First what people said in listmonk goes to Nachweis, then what changed there comes here; in
 * this order, and with what they withdrew noted, no page that is read twice brings anybody back.
 */
final class Round {

    private static final List<String> NOTED =
            List.of("recipient", "subject", "since", "unsubscribe", "preferences", "listUnsubscribe");
    private static final String SINCE = "since";
    private static final String WITHDRAWN = "withdrawn";

    private final Nachweis nachweis;
    private final Listmonk listmonk;
    private final Cursor cursor;
    private final String purpose;
    private final Clock clock;

    Round(Nachweis nachweis, Listmonk listmonk, Cursor cursor, String purpose, Clock clock) {
        this.nachweis = nachweis;
        this.listmonk = listmonk;
        this.cursor = cursor;
        this.purpose = purpose;
        this.clock = clock;
    }

    /** How many changes were carried over. */
    int run() throws IOException, InterruptedException {
        int carried = passOnWithdrawals();
        boolean more = true;
        while (more) {
            JsonNode page = nachweis.changes(cursor.next());
            for (JsonNode change : page.path("changes")) {
                apply(change);
                carried++;
            }
            cursor.moveTo(page.path("next").asString());
            more = page.path("more").asBoolean();
        }
        return carried;
    }

    private int passOnWithdrawals() throws IOException, InterruptedException {
        List<Subscriber> unsubscribed = listmonk.unsubscribed();
        for (Subscriber subscriber : unsubscribed) {
            String subject = subscriber.note(purpose, "subject");
            if (!subject.isEmpty()) {
                nachweis.withdraw(subject, clock.instant());
            }
            var notes = new HashMap<>(subscriber.about().getOrDefault(purpose, Map.of()));
            notes.put(WITHDRAWN, subscriber.note(purpose, SINCE));
            listmonk.describe(subscriber, subscriber.with(purpose, notes));
            listmonk.remove(subscriber);
        }
        return unsubscribed.size();
    }

    private void apply(JsonNode change) throws IOException, InterruptedException {
        if (change.path("change").asString().equals("joined")) {
            join(change);
        } else {
            leave(change.path("recipient").asString());
        }
    }

    private void join(JsonNode change) throws IOException, InterruptedException {
        String email = change.path("email").asString();
        Map<String, String> notes = new HashMap<>();
        NOTED.forEach(name -> notes.put(name, change.path(name).asString("")));
        if (listmonk.create(email, Map.of(Subscriber.NACHWEIS, Map.of(purpose, notes)))) {
            return;
        }
        Optional<Subscriber> known = listmonk.findByEmail(email);
        if (known.isEmpty() || known.get().note(purpose, WITHDRAWN).equals(notes.get(SINCE))) {
            return;
        }
        listmonk.describe(known.get(), known.get().with(purpose, notes));
        listmonk.add(known.get());
    }

    /** Whom listmonk has for no other reason, it keeps no longer. */
    private void leave(String recipient) throws IOException, InterruptedException {
        Optional<Subscriber> known = listmonk.findByRecipient(purpose, recipient);
        if (known.isEmpty()) {
            return;
        }
        if (known.get().isOnOtherLists()) {
            listmonk.remove(known.get());
            listmonk.describe(known.get(), known.get().with(purpose, Map.of()));
        } else {
            listmonk.delete(known.get());
        }
    }
}
