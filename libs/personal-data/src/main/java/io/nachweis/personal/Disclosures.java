package io.nachweis.personal;

import io.nachweis.event.SubjectId;
import java.util.List;
import java.util.Map;
import org.bson.types.Binary;
import tools.jackson.databind.node.ObjectNode;

/**
 * Splits an event's tree into what the evidence contains and what stands beside it, and joins both again. In the leaf
 * stand digests over {@code [salt, name, value]} in the manner of SD-JWT (RFC 9901).
 */
public interface Disclosures {

    /** What stands beside a leaf: the disclosure encrypted under a key. */
    record Sealed(String keyId, Binary box) {}

    /** A person the entry is about, found by the pseudonym until the key's data is erased. */
    record Pseudonym(SubjectId subject, String keyId) {}

    /** The tree without personal values, which category each removed component belongs to, and what to keep beside. */
    record Split(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed, List<Pseudonym> pseudonyms) {}

    Split seal(Class<?> payloadType, ObjectNode data);

    /** The tree with every component that can still be opened; {@code {"$erased": true}} where one cannot. */
    ObjectNode open(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed);
}
