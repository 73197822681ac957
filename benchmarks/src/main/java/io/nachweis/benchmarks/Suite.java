package io.nachweis.benchmarks;

/** Measures what belongs together and adds its rows. */
interface Suite {

    String name();

    void measure(Table table, Scale scale) throws Exception;
}
