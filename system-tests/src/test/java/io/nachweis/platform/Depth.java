package io.nachweis.platform;

/** How long the long stories are: a taste in each build, the whole with {@code -Dnachweis.depth=full}. */
public final class Depth {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));

    private Depth() {}

    public static boolean isFull() {
        return FULL;
    }

    public static int of(int quick, int full) {
        return FULL ? full : quick;
    }
}
