package io.nachweis.lead.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** When each download and each enquiry ends. */
interface DueItems {

    enum What {
        DOWNLOAD,
        ENQUIRY
    }

    record DueItem(What what, UUID id, Instant at) {}

    /** In the place of an earlier time. */
    void put(DueItem item);

    void remove(UUID id);

    /** Unless it has been put off since it was read. */
    void remove(DueItem item);

    void clear();

    /** The longest overdue first. */
    List<DueItem> until(Instant now, int atMost);
}
