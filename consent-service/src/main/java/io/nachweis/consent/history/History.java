package io.nachweis.consent.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.nachweis.evidence.Entry;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is on record about a person, oldest first, and which services could not say, or not all of it. The entries are
 * read as they are told, once, and before what is missing.
 */
record History(String subject, Stream<ServiceEntry> entries, List<Missing> missing) {

    record ServiceEntry(String service, @JsonUnwrapped Entry entry) {}
}
