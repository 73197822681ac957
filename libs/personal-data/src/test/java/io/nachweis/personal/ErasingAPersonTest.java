package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures.Sealed;
import io.nachweis.personal.Disclosures.Split;
import io.nachweis.personal.Examples.SignedUp;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Somebody holds the master key, every byte of the key database, and all that was ever stored beside the leaves. */
class ErasingAPersonTest {

    @RegisterExtension
    static final KeyDatabase MONGO = new KeyDatabase();

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new PersonalDataModule()).build();
    private static final MasterKey MASTER = MasterKey.of(Examples.bytes(7));
    private static final int WRAPPED_KEY_BYTES = 12 + 32 + 16;

    private final UUID signUp = UUID.randomUUID();
    private final SubjectId ada = Examples.subject("ada@example.org");
    private final SubjectKeys keys = new MongoSubjectKeys(MONGO.database(), MASTER);
    private final Handles handles = new MongoHandles(MONGO.database());
    private final Disclosures disclosures = new SdJwtDisclosures(keys);

    @Test
    void leaves_nothing_to_decrypt_and_nothing_to_find() {
        Split ofAda = seal(signUp, "ada@example.org");
        Split ofBob = seal(UUID.randomUUID(), "bob@example.org");
        handles.of(ada, "subscription");
        List<Document> adasKeys = MONGO.everything().stream()
                .filter(document -> document.getString("_id").startsWith(ada.value()))
                .filter(document -> document.containsKey("wrapped"))
                .toList();
        assertThat(adasKeys).hasSize(2);

        byte[] before = MONGO.everyByte();
        assertThat(finds(before, ada.value().getBytes(UTF_8))).isTrue();
        assertThat(adasKeys).allSatisfy(key -> {
            assertThat(finds(before, wrapped(key))).isTrue();
            assertThat(decrypts(before, key, ofAda)).isTrue();
        });

        keys.idsOf(new KeyScope(ada, "consent-records", signUp.toString())).forEach(keys::destroy);
        keys.idsOf(new KeyScope(ada, "server-log", KeyScope.NO_CASE)).forEach(keys::destroy);
        handles.destroy(ada, "subscription", handles.of(ada, "subscription"));

        byte[] after = MONGO.everyByte();
        assertThat(finds(after, ada.value().getBytes(UTF_8))).isFalse();
        assertThat(finds(after, signUp.toString().getBytes(UTF_8))).isFalse();
        assertThat(adasKeys).allSatisfy(key -> {
            assertThat(finds(after, wrapped(key))).isFalse();
            assertThat(decrypts(after, key, ofAda)).isFalse();
        });
        assertThat(open(ofAda).email()).isEqualTo(new Personal.Erased<>());
        assertThat(open(ofBob).email()).isEqualTo(Personal.of(EmailAddress.of("bob@example.org")));
    }

    private Split seal(UUID signUp, String address) {
        return disclosures.seal(SignedUp.class, JSON.valueToTree(Examples.signUp(signUp, address)));
    }

    private SignedUp open(Split split) {
        return JSON.treeToValue(disclosures.open(split.leaf(), split.categories(), split.sealed()), SignedUp.class);
    }

    /** Whether any bytes in a row are a key under the master key, at the place where the key was, that opens a box. */
    private static boolean decrypts(byte[] bytes, Document key, Split split) {
        byte[] place = (key.getString("_id") + '\n' + key.getString("kid")).getBytes(UTF_8);
        for (int i = 0; i + WRAPPED_KEY_BYTES <= bytes.length; i++) {
            try {
                byte[] unwrapped = MASTER.unwrap(Arrays.copyOfRange(bytes, i, i + WRAPPED_KEY_BYTES), place);
                if (split.sealed().stream().anyMatch(box -> opens(unwrapped, box))) {
                    return true;
                }
            } catch (GeneralSecurityException _) {
                // Not a key of this place.
            }
        }
        return false;
    }

    private static boolean opens(byte[] key, Sealed box) {
        try {
            new Aes256Gcm(key).decrypt(box.box().getData(), box.keyId().getBytes(UTF_8));
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] wrapped(Document key) {
        return key.get("wrapped", Binary.class).getData();
    }

    private static boolean finds(byte[] bytes, byte[] part) {
        return new String(bytes, ISO_8859_1).contains(new String(part, ISO_8859_1));
    }
}
