package io.nachweis.evidence;

import io.nachweis.personal.Disclosures.Pseudonym;
import io.nachweis.personal.Disclosures.Sealed;
import java.util.List;
import java.util.stream.Stream;

/** An entry without a position: its bytes, and what is kept beside them. */
record NewEntry(Leaf leaf, List<Sealed> sealed, List<Pseudonym> pseudonyms) {

    NewEntry {
        sealed = List.copyOf(sealed);
        pseudonyms = List.copyOf(pseudonyms);
        for (Pseudonym pseudonym : pseudonyms) {
            // Erasure finds both by the keys of what is sealed.
            if (sealed.stream().noneMatch(s -> s.keyId().equals(pseudonym.keyId()))) {
                throw new IllegalArgumentException("A pseudonym is kept under a key that seals nothing");
            }
        }
    }

    long size() {
        long boxes = sealed.stream().mapToLong(s -> s.box().length()).sum();
        long names = Stream.concat(
                        leaf.keys().stream(),
                        pseudonyms.stream().map(p -> p.subject().value()))
                .mapToLong(String::length)
                .sum();
        return leaf.bytes().length + boxes + names;
    }
}
