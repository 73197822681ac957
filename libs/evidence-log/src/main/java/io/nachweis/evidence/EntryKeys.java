package io.nachweis.evidence;

/** The strings that may stand in the log only once. */
final class EntryKeys {

    private static final long LAST_SEQUENCE = 999_999_999_999L;
    private static final String REQUEST = "i:";
    private static final int DIGITS = 12;

    private EntryKeys() {}

    static String ofRequest(String keyHash) {
        return REQUEST + keyHash;
    }

    static boolean isOfRequest(String key) {
        return key.startsWith(REQUEST);
    }

    static String ofEvent(String id) {
        return "e:" + id;
    }

    /** Twelve digits, so that the order of keys is the order of the stream. */
    static String ofStream(String stream, long sequence) {
        if (sequence < 0 || sequence > LAST_SEQUENCE) {
            throw new IllegalArgumentException("No stream has a sequence number " + sequence);
        }
        String digits = Long.toString(sequence);
        return "s:" + stream + "/" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    static String lastOfStream(String stream) {
        return ofStream(stream, LAST_SEQUENCE);
    }
}
