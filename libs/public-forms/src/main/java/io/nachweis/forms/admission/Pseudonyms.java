package io.nachweis.forms.admission;

import static io.nachweis.contracts.MacKey.part;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.MacKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keyed hashes under the service's own secret, so that what is counted can be compared and not read. */
final class Pseudonyms {

    private static final byte[] FOR_FORMS = "nachweis/guard\n".getBytes(UTF_8);

    private final MacKey key;

    Pseudonyms(byte[] key) {
        this.key = new MacKey(key);
    }

    /** @param what keeps hashes for one use from passing for another */
    String of(String what, String... texts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(what, texts));
    }

    byte[] mac(String what, String... texts) {
        List<byte[]> message = new ArrayList<>(List.of(FOR_FORMS, part(what)));
        for (String text : texts) {
            message.add(part(text));
        }
        return key.mac(message.toArray(byte[][]::new));
    }
}
