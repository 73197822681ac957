package io.nachweis.embeddedmongo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The documents of one collection or the entries of one index: the keys of the map that begin with its number. */
final class Tree {

    /** The serial numbers up to this are not given to trees. */
    static final int LAST_OF_OURS = 2;

    /** Between the name of a collection and that of an index on it. */
    static final char OF_INDEX = '/';

    private static final Bytes CATALOG = number(0);
    private static final Bytes COUNTS = number(1);
    private static final byte MULTIKEY = 1;

    private final Storage storage;
    private final String name;
    private final Bytes prefix;
    private boolean recorded;
    private volatile boolean used;
    private volatile boolean multikey;

    private Tree(Storage storage, String name, int number) {
        this.storage = storage;
        this.name = name;
        this.prefix = number(number);
    }

    /** A tree nobody has written to yet; its number is kept with its first entry. */
    static Tree create(Storage storage, String name, int serial) {
        return new Tree(storage, name, Family.ofTree(name).number(serial));
    }

    static Tree recorded(Storage storage, View.Entry entry) {
        ByteBuffer value = ByteBuffer.wrap(entry.value().array());
        String name = new String(entry.key().from(CATALOG.length()).array(), StandardCharsets.UTF_8);
        Tree tree = new Tree(storage, name, value.getInt());
        tree.multikey = value.get() == MULTIKEY;
        tree.recorded = true;
        return tree;
    }

    /** A key that is no tree's. */
    static Bytes ours(Family family) {
        return number(family.number(LAST_OF_OURS));
    }

    static KeyRange catalog() {
        return KeyRange.startingWith(CATALOG);
    }

    String name() {
        return name;
    }

    boolean isIndex() {
        return name.indexOf(OF_INDEX) >= 0;
    }

    Tree use() {
        used = true;
        return this;
    }

    boolean isUsed() {
        return used;
    }

    Bytes prefix() {
        return prefix;
    }

    int number() {
        return ByteBuffer.wrap(prefix.array()).getInt();
    }

    KeyRange all() {
        return KeyRange.startingWith(prefix);
    }

    void put(Bytes key, Bytes value) {
        if (!recorded) {
            record();
        }
        storage.put(prefix.plus(key), value);
    }

    /** Of a key that is there. */
    void replace(Bytes key, Bytes value) {
        storage.replace(prefix.plus(key), value);
    }

    void remove(Bytes key) {
        storage.remove(prefix.plus(key));
    }

    /** At once, and not undone with the command. */
    void clear() {
        storage.removeAll(all());
        storage.put(counted(), count(0));
    }

    boolean isEmpty(View view) {
        return view.entries(all(), false).next() == null;
    }

    /** Of the entries, as far as whoever adds and removes them says so. */
    long count(View view) {
        Bytes count = view.get(counted());
        return count == null ? 0 : ByteBuffer.wrap(count.array()).getLong();
    }

    void countOneMore() {
        storage.put(counted(), count(count(storage.view()) + 1));
    }

    void countOneLess() {
        storage.put(counted(), count(count(storage.view()) - 1));
    }

    private Bytes counted() {
        return COUNTS.plus(prefix);
    }

    private static Bytes count(long count) {
        return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    }

    /** Whether some document has had several entries here, so that a walk may meet it several times. */
    boolean isMultikey() {
        return multikey;
    }

    void markMultikey() {
        if (!multikey) {
            multikey = true;
            record();
        }
    }

    private void record() {
        Bytes key = CATALOG.plus(Bytes.of(name.getBytes(StandardCharsets.UTF_8)));
        storage.putForGood(key, prefix.plus(Bytes.of(multikey ? MULTIKEY : 0)));
        recorded = true;
    }

    private static Bytes number(int number) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
