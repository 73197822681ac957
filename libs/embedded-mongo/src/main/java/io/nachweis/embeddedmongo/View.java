package io.nachweis.embeddedmongo;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** One state of all data: the last durable one for a reader, the newest one for a writer. */
record View(MVMap<byte[], byte[]> map, long sequence) {

    record Entry(Bytes key, Bytes value) {}

    /** Entries one after the other; null when there are no more. */
    interface Entries {
        @Nullable
        Entry next();
    }

    @Nullable
    Bytes get(Bytes key) {
        byte[] value = map.get(key.array());
        return value == null ? null : Bytes.of(value);
    }

    Entries entries(KeyRange range, boolean reverse) {
        byte[] from = range.from().array();
        byte[] to = range.to().array();
        Cursor<byte[], byte[]> cursor = reverse ? map.cursor(to, from, true) : map.cursor(from, to, false);
        return () -> {
            while (cursor.hasNext()) {
                Bytes key = Bytes.of(cursor.next());
                if (key.compareTo(range.from()) >= 0 && key.compareTo(range.to()) < 0) {
                    return new Entry(key, Bytes.of(cursor.getValue()));
                }
            }
            return null;
        };
    }

    /** Counted from the sizes of the tree's branches, without visiting the entries. */
    long count(KeyRange range) {
        return rank(range.to()) - rank(range.from());
    }

    private long rank(Bytes key) {
        long index = map.getKeyIndex(key.array());
        return index >= 0 ? index : -index - 1;
    }
}
