package io.nachweis.embeddedmongo;

import java.util.Arrays;
import java.util.HexFormat;

/** A key or a part of one; ordered as unsigned bytes. The array is never changed. */
final class Bytes implements Comparable<Bytes> {

    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    static Bytes of(byte... array) {
        return new Bytes(array);
    }

    byte[] array() {
        return array;
    }

    int length() {
        return array.length;
    }

    Bytes plus(Bytes more) {
        byte[] joined = Arrays.copyOf(array, array.length + more.array.length);
        System.arraycopy(more.array, 0, joined, array.length, more.array.length);
        return new Bytes(joined);
    }

    Bytes from(int start) {
        return new Bytes(Arrays.copyOfRange(array, start, array.length));
    }

    /** Turns ascending order into descending; only for keys of which none is the beginning of another. */
    Bytes inverted() {
        byte[] inverted = new byte[array.length];
        for (int i = 0; i < array.length; i++) {
            inverted[i] = (byte) ~array[i];
        }
        return new Bytes(inverted);
    }

    /** The smallest key greater than every key that begins with this one. */
    Bytes afterPrefix() {
        int last = array.length - 1;
        while (last >= 0 && array[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            throw new IllegalStateException("no key is greater than all that begin with " + this);
        }
        byte[] after = Arrays.copyOf(array, last + 1);
        after[last]++;
        return new Bytes(after);
    }

    /** The smallest key greater than this one. */
    Bytes justAfter() {
        return new Bytes(Arrays.copyOf(array, array.length + 1));
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array);
    }
}
