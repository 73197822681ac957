package io.nachweis.evidence;

import io.nachweis.event.EntryType;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What happens to a guest of a small hotel; {@link MemoryDisclosures} seals who it was. */
sealed interface StayEvent {

    String stay();

    /** Subject and name are trees, because an erased component reads as a marker. */
    @EntryType("guest.arrived.v1")
    record GuestArrived(String stay, JsonNode subject, JsonNode name, int nights, Instant arrivedAt)
            implements StayEvent {}

    @EntryType("guest.left.v1")
    record GuestLeft(String stay, Instant leftAt) implements StayEvent {}

    /** Says what an entry cannot hold. */
    @EntryType("bill.paid.v1")
    record BillPaid(String stay, Object amount) implements StayEvent {}

    static GuestArrived arrived(String stay, String subject, String name) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new GuestArrived(
                stay, json.stringNode(subject), json.stringNode(name), 3, Instant.parse("2026-03-01T15:00:00.123456Z"));
    }

    static GuestLeft left(String stay) {
        return new GuestLeft(stay, Instant.parse("2026-03-04T10:00:00Z"));
    }
}
