package io.nachweis.benchmarks;

import java.util.Locale;

/** How much disk 100,000 entries take once the file is compacted. */
final class FolderSuite implements Suite {

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        int entries = scale.of(100_000, 6_400);
        try (Server server = Server.start()) {
            AppendSuite.append(EvidenceLog.in(server.client(), "bench").engine(), 64, entries);
            long grown = server.bytes();
            server.mongo().compact();
            double payload = (double) entries * Subscribed.PAYLOAD_BYTES;
            table.add(ResultRow.barred(
                    String.format(Locale.ROOT, "data folder, %,d entries, compacted", entries),
                    megabytes((double) server.bytes()),
                    "payload " + megabytes(payload) + ", before compaction " + megabytes((double) grown),
                    (double) server.bytes() / payload,
                    Bar.atMost(3, "×")));
        }
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
    }
}
