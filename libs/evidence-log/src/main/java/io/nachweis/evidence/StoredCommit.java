package io.nachweis.evidence;

import java.util.Arrays;
import java.util.List;

/** A commit as it stands in the log. */
record StoredCommit(Head end, List<StoredEntry> entries) {

    long first() {
        return end.next() - entries.size();
    }

    List<String> keys() {
        return entries.stream().flatMap(entry -> entry.leaf().keys().stream()).toList();
    }

    /** Whether this is that commit: every leaf has 128 random bits, so equal bytes mean the same append. */
    boolean is(Commit commit) {
        if (entries.size() != commit.size()) {
            return false;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (!Arrays.equals(
                    entries.get(i).leaf().bytes(),
                    commit.entries().get(i).leaf().bytes())) {
                return false;
            }
        }
        return true;
    }
}
