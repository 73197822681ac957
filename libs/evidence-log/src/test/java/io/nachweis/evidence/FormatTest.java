package io.nachweis.evidence;

import static io.nachweis.evidence.StayEvent.arrived;
import static io.nachweis.evidence.StayEvent.left;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/format.md and the code say the same. When a test fails here, either the format has changed or the page lies. */
class FormatTest {

    private static final Path PAGE = Path.of("../../docs/format.md");
    private static final String SUBJECT = "1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final String KEY_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final byte[] KEY = counting(32);

    private final Serializer serializer = PublishedTypeSerializer.of(EntryTypes.of(StayEvent.class));
    private final VectorDisclosures disclosures = new VectorDisclosures();
    private final EntryMaker maker = new EntryMaker(disclosures, new CountingBytes());

    /** Seals with salts, nonces and a key that are known beforehand. */
    private static final class VectorDisclosures implements Disclosures {

        final List<String> encoded = new ArrayList<>();

        @Override
        public Split seal(Class<?> payloadType, ObjectNode data) {
            if (!data.has("subject")) {
                return new Split(data, Map.of(), List.of(), List.of());
            }
            List<Sealed> sealed = new ArrayList<>();
            Map<String, String> categories = new TreeMap<>();
            List<String> digests = new ArrayList<>();
            for (String name : List.of("subject", "name")) {
                ArrayNode disclosure =
                        data.arrayNode().add(base64url(counting(16))).add(name).add(data.remove(name));
                String text = base64url(disclosure.toString().getBytes(UTF_8));
                encoded.add(text);
                digests.add(base64url(sha256(text.getBytes(US_ASCII))));
                categories.put(name, "guests");
                sealed.add(new Sealed(KEY_ID, new Binary(encrypted(text))));
            }
            ArrayNode sd = data.putArray("_sd");
            digests.stream().sorted().forEach(sd::add);
            return new Split(data, categories, sealed, List.of(new Pseudonym(SubjectId.of(SUBJECT), KEY_ID)));
        }

        @Override
        public ObjectNode open(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed) {
            throw new UnsupportedOperationException();
        }

        private byte[] encrypted(String text) {
            byte[] nonce = counting(12);
            nonce[0] = (byte) encoded.size();
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
                cipher.updateAAD(KEY_ID.getBytes(UTF_8));
                byte[] ciphertext = cipher.doFinal(text.getBytes(US_ASCII));
                byte[] box = new byte[12 + ciphertext.length];
                System.arraycopy(nonce, 0, box, 0, 12);
                System.arraycopy(ciphertext, 0, box, 12, ciphertext.length);
                return box;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class CountingBytes implements RandomGenerator {
        private byte next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Commit vector() {
        String stream = "0b8f7c1e-5b0a-4d7e-9a53-3d1c2f6b8e01";
        EventMessage<?> arrived = Events.withId(
                "7d0e1f2a-0000-4000-8000-000000000001", Events.NOON, stream, 0, arrived("stay-1", SUBJECT, "Änne"));
        EventMessage<?> left = Events.withId(
                "7d0e1f2a-0000-4000-8000-000000000002", Events.NOON.plusMillis(1), stream, 1, left("stay-1"));
        return new Commit(List.of(maker.make(arrived, serializer), maker.make(left, serializer)));
    }

    private static void assertOnPage(String what) throws IOException {
        assertThat(Files.readString(PAGE)).contains("\n" + what + "\n");
    }

    @Test
    void the_leaves_of_the_vector_are_on_the_page_with_their_hashes() throws IOException {
        for (NewEntry entry : vector().entries()) {
            assertOnPage(new String(entry.leaf().bytes(), UTF_8));
            assertOnPage(entry.leaf().hash());
        }
    }

    @Test
    void the_disclosures_of_the_vector_are_on_the_page() throws IOException {
        vector();
        for (String encoded : disclosures.encoded) {
            assertOnPage(encoded);
        }
        assertOnPage(HexFormat.of().formatHex(KEY));
    }

    @Test
    void the_document_of_the_vector_is_on_the_page() throws IOException {
        Document document = CommitDocument.at(new Head(41, "2026-03-01T11:59:59.000000Z"), vector());

        assertOnPage(document.toJson(JsonWriterSettings.builder()
                .outputMode(JsonMode.RELAXED)
                .indent(true)
                .build()));
    }

    @Test
    void every_member_of_a_commit_is_explained() throws IOException {
        String page = Files.readString(PAGE);
        Document document = CommitDocument.at(Head.OF_AN_EMPTY_LOG, vector());

        assertThat(document.keySet()).allSatisfy(member -> assertThat(page).contains("| `" + member + "` |"));
        for (NewEntry entry : vector().entries()) {
            assertThat(CanonicalJson.read(entry.leaf().bytes()).propertyNames())
                    .allSatisfy(member -> assertThat(page).contains("| `" + member + "` |"));
        }
    }

    @Test
    void the_vector_is_read_back_as_it_was_made() {
        Commit vector = vector();
        StoredCommit read = CommitDocument.read(CommitDocument.at(new Head(41, "2026-03-01T11:59:59.000000Z"), vector));

        assertThat(read.is(vector)).isTrue();
        assertThat(read.first()).isEqualTo(41);
        assertThat(read.end()).isEqualTo(new Head(43, "2026-03-01T12:00:00.001000Z"));
        assertThat(read.entries().getFirst().sealed())
                .isEqualTo(vector.entries().getFirst().sealed());
    }
}
