package io.nachweis.benchmarks;

import static io.nachweis.benchmarks.AppendSuite.perSecond;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** What sealing costs: three personal components in each event, nine of ten events about people who are known. */
final class PersonalSuite implements Suite {

    private static final String PERSONAL = "personal";
    private static final String PLAIN = "plain";
    private static final int KNOWN = 1_024;
    private static final int NEW_EVERY = 10;

    private interface Payload {
        Subscribed of(long person, long number);
    }

    @Override
    public String name() {
        return "personal";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        for (int writers : new int[] {8, 64}) {
            int events = scale.of(12_800, 1_280);
            Rounds rounds = new Rounds()
                    .with(PERSONAL, () -> append(writers, events, Subscribed::ofPerson))
                    .with(PLAIN, () -> append(writers, events, (_, number) -> Subscribed.plain(number)))
                    .run(scale.of(5, 1));
            table.add(ResultRow.barred(
                    "append with 3 personal fields, " + writers + " writers",
                    perSecond(rounds.median(PERSONAL)),
                    "without " + perSecond(rounds.median(PLAIN)),
                    rounds.ratio(PERSONAL, PLAIN),
                    Bar.atLeast(0.7, "×")));
        }
    }

    private static double append(int writers, int events, Payload payload) throws Exception {
        try (Server server = Server.start()) {
            EventStorageEngine before = EvidenceLog.in(server.client(), "bench").engine();
            int each = KNOWN / writers;
            Work.rate(writers, KNOWN, (writer, number) -> append(before, (long) writer * each + number, 0, payload));
            // What was cached is not known to this one.
            EventStorageEngine engine = EvidenceLog.in(server.client(), "bench").engine();
            return Work.rate(writers, events, (writer, number) -> {
                if (number % NEW_EVERY == 0) {
                    append(engine, (writer + 1) * 1_000_000L + number, 0, payload);
                } else {
                    append(engine, (long) writer * each + number % each, 1 + number / each, payload);
                }
            });
        }
    }

    private static void append(EventStorageEngine engine, long person, long sequence, Payload payload) {
        engine.appendEvents(
                Subscribed.inStream(Subscribed.stream(person), sequence, payload.of(person, person + sequence)));
    }
}
