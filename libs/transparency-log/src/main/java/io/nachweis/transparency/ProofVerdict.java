package io.nachweis.transparency;

/** What comes of verifying an inclusion or a consistency proof. */
public enum ProofVerdict {
    HOLDS("The proof holds"),
    INDEX_BEYOND_SIZE("The tree has no leaf with this index"),
    SHRUNK("The newer tree is smaller than the older one"),
    TOO_SHORT("The proof has too few hashes"),
    TOO_LONG("The proof has too many hashes"),
    WRONG_OLDER_ROOT("The hashes do not lead to the root of the older tree"),
    WRONG_ROOT("The hashes do not lead to the root of the tree");

    private final String words;

    ProofVerdict(String words) {
        this.words = words;
    }

    public boolean holds() {
        return this == HOLDS;
    }

    /** A sentence in English, without its full stop. */
    public String words() {
        return words;
    }
}
