package io.nachweis.evidence;

/**
 * Where the log ends.
 *
 * @param next the position that the next entry takes
 * @param latest the latest time at which any entry so far was recorded, as text; empty before the first
 */
record Head(long next, String latest) {

    static final Head OF_AN_EMPTY_LOG = new Head(0, "");

    Head after(Commit commit) {
        String end = latest;
        for (NewEntry entry : commit.entries()) {
            String recordedAt = entry.leaf().recordedAtText();
            end = recordedAt.compareTo(end) > 0 ? recordedAt : end;
        }
        return new Head(next + commit.size(), end);
    }
}
