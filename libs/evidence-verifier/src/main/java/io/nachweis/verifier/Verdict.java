package io.nachweis.verifier;

import java.util.List;

/** What comes of verifying an evidence file. */
public sealed interface Verdict {

    /** Every entry is in its log, at its position and as the file has it. */
    record Holds(Evidence evidence, List<Limit> limits) implements Verdict {

        public Holds {
            limits = List.copyOf(limits);
        }
    }

    /** The file can be read and claims what is not so. */
    record Violated(List<Finding> findings) implements Verdict {

        public Violated {
            findings = List.copyOf(findings);
        }
    }

    /** The file is not in the format. */
    record Unreadable(Finding finding) implements Verdict {}
}
