package io.nachweis.evidence;

import io.nachweis.event.SubjectId;
import java.util.List;

/** Replay by person: an indexed read whose cost does not grow with the log. */
public interface SubjectEntries {

    /** Every entry about the person, oldest first, with disclosures opened, or withheld for who may not see them. */
    List<Entry> about(SubjectId subject, boolean withDisclosures);
}
