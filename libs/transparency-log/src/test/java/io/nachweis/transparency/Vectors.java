package io.nachweis.transparency;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Test data of others, which is not always in the format that its parts should have. */
final class Vectors {

    private Vectors() {}

    static boolean holds(Supplier<ProofVerdict> verification) {
        try {
            return verification.get().holds();
        } catch (MalformedInput _) {
            return false;
        }
    }

    /** @param commaSeparated null for none */
    static List<TreeHash> hashes(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Stream.of(commaSeparated.split(",", -1)).map(Vectors::hash).toList();
    }

    /** @param base64 null where nothing stands in the place of a hash */
    static TreeHash hash(@Nullable String base64) {
        return TreeHash.ofBase64(base64 == null ? "" : base64);
    }

    static TreeHead head(String size, @Nullable String root) {
        return new TreeHead(Long.parseUnsignedLong(size), hash(root));
    }
}
