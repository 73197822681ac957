package io.nachweis.benchmarks;

import static io.nachweis.benchmarks.AppendSuite.perSecond;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Iterator;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Beside Axon's own engine on a PostgreSQL with its defaults. */
final class PostgresSuite implements Suite {

    private static final String URL = "NACHWEIS_BENCH_POSTGRES_URL";
    private static final String LOG = "this log";
    private static final String JDBC = "PostgreSQL";
    private static final String TRACKING = ", tracking read";

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        String url = System.getenv(URL);
        if (url == null || url.isBlank()) {
            table.progress("  " + URL + " names none");
            return;
        }
        for (int writers : new int[] {1, 8, 64}) {
            int events = scale.of(writers == 1 ? 3_000 : 12_800, 640);
            Rounds rounds = new Rounds()
                    .with(LOG, () -> log(writers, events))
                    .with(JDBC, () -> jdbc(url, writers, events))
                    .run(scale.of(3, 1));
            String what = "append, " + writers + (writers == 1 ? " writer" : " writers");
            table.add(beside(what, rounds, "", writers == 1 ? null : Bar.atLeast(1, "×")));
        }
        int events = scale.of(12_800, 640);
        Rounds rounds = new Rounds()
                .with(LOG + TRACKING, () -> logRead(events))
                .with(JDBC + TRACKING, () -> jdbcRead(url, events))
                .run(scale.of(3, 1));
        table.add(beside("tracking read", rounds, TRACKING, null));
    }

    private static ResultRow beside(String what, Rounds rounds, String suffix, @Nullable Bar bar) {
        return new ResultRow(
                what,
                perSecond(rounds.median(LOG + suffix)),
                "Axon JDBC, PostgreSQL " + perSecond(rounds.median(JDBC + suffix)),
                rounds.ratio(LOG + suffix, JDBC + suffix),
                bar);
    }

    private static double log(int writers, int events) throws Exception {
        try (Server server = Server.start()) {
            return AppendSuite.append(EvidenceLog.in(server.client(), "bench").engine(), writers, events);
        }
    }

    private static double jdbc(String url, int writers, int events) throws Exception {
        try (HikariDataSource pool = pool(url, writers)) {
            return AppendSuite.append(Peers.jdbc(pool), writers, events);
        }
    }

    private static double logRead(int events) throws Exception {
        try (Server server = Server.start()) {
            return read(EvidenceLog.in(server.client(), "bench").engine(), events);
        }
    }

    private static double jdbcRead(String url, int events) throws Exception {
        try (HikariDataSource pool = pool(url, 8)) {
            return read(Peers.jdbc(pool), events);
        }
    }

    private static double read(EventStorageEngine engine, int events) throws Exception {
        AppendSuite.append(engine, 8, events);
        long start = System.nanoTime();
        int read = 0;
        try (Stream<? extends EventMessage<?>> all = engine.readEvents(null, false)) {
            for (Iterator<? extends EventMessage<?>> each = all.iterator(); each.hasNext(); read++) {
                each.next().getPayload();
            }
        }
        return read / Work.seconds(start);
    }

    private static HikariDataSource pool(String url, int writers) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(writers);
        return new HikariDataSource(config);
    }
}
