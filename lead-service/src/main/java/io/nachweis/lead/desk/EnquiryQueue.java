package io.nachweis.lead.desk;

import java.util.List;
import java.util.UUID;

/** Which enquiries there are, in the order in which they came. What they say stands in the log only. */
interface EnquiryQueue {

    enum EnquiryStatus {
        OPEN,
        CLOSED
    }

    /** @param position of its first entry in the log */
    record Item(UUID enquiry, long position) {}

    void put(String controller, Item item);

    void close(UUID enquiry);

    void remove(UUID enquiry);

    void clear();

    /** Those after a position, the oldest first. */
    List<Item> after(String controller, EnquiryStatus status, long position, int atMost);
}
