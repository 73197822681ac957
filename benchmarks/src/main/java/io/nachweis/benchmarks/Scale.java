package io.nachweis.benchmarks;

/** How much is measured. The bars are about the full scale; the quick one only shows that everything runs. */
enum Scale {
    FULL,
    QUICK;

    int of(int full, int quick) {
        return this == FULL ? full : quick;
    }
}
