package io.nachweis.evidence;

import java.util.List;
import org.bson.Document;

/** The filters of the log's queries, and the safeguard that each of these queries is. */
sealed interface SimulatedFilter {

    boolean matches(Document commit);

    Safeguard majorityRead();

    default Safeguard linearizableRead() {
        return Safeguard.GAPS_CONFIRMED_LINEARIZABLY;
    }

    /** Everything: of which the last is the head. */
    record Head() implements SimulatedFilter {
        @Override
        public boolean matches(Document commit) {
            return true;
        }

        @Override
        public Safeguard majorityRead() {
            return Safeguard.HEAD_READ_AT_A_MAJORITY;
        }

        @Override
        public Safeguard linearizableRead() {
            return Safeguard.HEAD_READ_LINEARIZABLY;
        }
    }

    record Tail(long least, long most) implements SimulatedFilter {
        @Override
        public boolean matches(Document commit) {
            long position = commit.getLong("_id");
            return position >= least && position <= most;
        }

        @Override
        public Safeguard majorityRead() {
            return Safeguard.TAIL_READ_AT_A_MAJORITY;
        }
    }

    record Keys(List<String> keys) implements SimulatedFilter {
        @Override
        public boolean matches(Document commit) {
            return commit.getList("keys", String.class).stream().anyMatch(keys::contains);
        }

        @Override
        public Safeguard majorityRead() {
            return Safeguard.KEYS_READ_AT_A_MAJORITY;
        }
    }

    record Stream(String least, String most) implements SimulatedFilter {
        @Override
        public boolean matches(Document commit) {
            return commit.getList("keys", String.class).stream()
                    .anyMatch(key -> key.compareTo(least) >= 0 && key.compareTo(most) <= 0);
        }

        @Override
        public Safeguard majorityRead() {
            return Safeguard.STREAMS_READ_AT_A_MAJORITY;
        }
    }

    static SimulatedFilter of(Document filter) {
        if (filter.isEmpty()) {
            return new Head();
        }
        if (filter.get("_id") instanceof Document range) {
            return new Tail(range.get("$gte", Long.MIN_VALUE), range.get("$lte", Long.MAX_VALUE));
        }
        if (filter.get("keys") instanceof Document keys && keys.containsKey("$in")) {
            return new Keys(keys.getList("$in", String.class));
        }
        if (filter.get("keys") instanceof Document keys && keys.get("$elemMatch") instanceof Document range) {
            return new Stream(range.getString("$gte"), range.getString("$lte"));
        }
        throw new UnsupportedOperationException(filter.toJson());
    }
}
