package io.nachweis.newsletter.expiry;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** When each unconfirmed sign-up has to be given up. */
interface DueItems {

    record DueItem(UUID subscription, UUID signUp, Instant at) {}

    void put(DueItem item);

    void remove(UUID signUp);

    /** Unless it has been put off since it was read. */
    void remove(DueItem item);

    void clear();

    /** The longest overdue first. */
    List<DueItem> until(Instant now, int atMost);
}
