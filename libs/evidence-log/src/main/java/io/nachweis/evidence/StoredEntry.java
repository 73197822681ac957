package io.nachweis.evidence;

import io.nachweis.personal.Disclosures.Pseudonym;
import io.nachweis.personal.Disclosures.Sealed;
import java.util.List;

/** An entry as it stands in the log, with what is left beside it. */
record StoredEntry(long position, Leaf leaf, List<Sealed> sealed, List<Pseudonym> pseudonyms) {

    /** How much of the log it is, about. */
    int bytes() {
        return leaf.bytes().length
                + sealed.stream().mapToInt(each -> each.box().getData().length).sum();
    }
}
