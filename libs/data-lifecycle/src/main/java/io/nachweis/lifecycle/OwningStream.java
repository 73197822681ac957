package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import java.util.Optional;

/** The stream that an entry belongs to: its own, or the one that it is {@code about}, as the record of a mail is. */
final class OwningStream {

    private OwningStream() {}

    /** Empty for an entry by itself. */
    static Optional<String> of(Entry entry) {
        String about = entry.data().path("about").asString("");
        return about.isEmpty() ? Optional.ofNullable(entry.stream()) : Optional.of(about);
    }
}
