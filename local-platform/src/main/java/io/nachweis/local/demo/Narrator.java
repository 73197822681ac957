package io.nachweis.local.demo;

import java.io.PrintStream;

/** Tells what is done and what came back, and whether it is what was promised. */
final class Narrator {

    private static final int WIDTH = 116;

    private final PrintStream out;
    private int step;
    private int broken;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void step(String title) {
        out.printf("%n%d. %s%n", ++step, title);
    }

    void sent(String what) {
        out.println("   → " + shortened(what));
    }

    void came(String what) {
        out.println("   ← " + shortened(what));
    }

    void promise(boolean kept, String what) {
        out.println("   " + (kept ? "✔ " : "✘ ") + what);
        if (!kept) {
            broken++;
        }
    }

    /** Whether everything was as promised. */
    boolean end() {
        out.println();
        out.println(
                broken == 0
                        ? "Everything was as promised."
                        : broken + (broken == 1 ? " thing was" : " things were") + " not as promised.");
        return broken == 0;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
