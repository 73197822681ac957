package io.nachweis.stories;

/** How long the long stories are: a taste in each build, the whole with {@code -Dnachweis.depth=full}. */
final class Depth {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));

    private Depth() {}

    static boolean isFull() {
        return FULL;
    }

    static int of(int quick, int full) {
        return FULL ? full : quick;
    }
}
