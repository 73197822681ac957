package io.nachweis.policy;

import java.util.List;

/** Controller files that cannot be carried out; lists file, path and reason of every fault. */
public final class InvalidPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    InvalidPolicy(List<String> faults) {
        super("The controllers' policies cannot be carried out:\n  " + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each as {@code file: path: reason}. */
    public List<String> faults() {
        return faults;
    }
}
