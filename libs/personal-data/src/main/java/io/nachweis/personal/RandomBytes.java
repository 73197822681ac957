package io.nachweis.personal;

import java.security.SecureRandom;

/** Unpredictable bytes from one source for all threads: Tink makes one per thread, and ours live for a request only. */
final class RandomBytes {

    private static final SecureRandom SOURCE = new SecureRandom();

    private RandomBytes() {}

    static byte[] of(int count) {
        byte[] bytes = new byte[count];
        SOURCE.nextBytes(bytes);
        return bytes;
    }
}
