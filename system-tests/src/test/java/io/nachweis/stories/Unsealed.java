package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;

/**
 * A personal value that whoever has the databases and the master key can read, without the services and their code.
 *
 * @param subject whose it is
 * @param scope what its key is for, such as {@code enquiries/<case>}
 * @param name of the component
 */
record Unsealed(String service, String subject, String scope, String name, String value) {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private record Key(String subject, String scope, SecretKeySpec secret) {}

    /** Every value that any key opens. */
    static List<Unsealed> all(PlatformUnderTest platform) {
        List<Unsealed> all = new ArrayList<>();
        try (MongoClient client = MongoClients.create(platform.database())) {
            SecretKeySpec master = secret(Base64.getDecoder()
                    .decode(Files.readString(platform.folder().secrets().resolve("master.key"))
                            .strip()));
            for (String service : Traces.SERVICES) {
                Map<String, Key> keys = new HashMap<>();
                for (Document key : Traces.keys(service, client).find()) {
                    keys.put(key.getString("kid"), unwrap(key, master));
                }
                for (Document commit : client.getDatabase("nachweis_" + service)
                        .getCollection("log")
                        .find()) {
                    for (Document sealed : commit.getList("sealed", Document.class, List.of())) {
                        String id = sealed.getString("key");
                        Key key = keys.get(id);
                        if (key != null) {
                            all.add(open(service, key, sealed.get("box", Binary.class), id));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** A key is bound to its place. */
    private static Key unwrap(Document key, SecretKeySpec master) {
        String id = key.getString("_id");
        byte[] bytes = decrypt(master, key.get("wrapped", Binary.class).getData(), id + "\n" + key.getString("kid"));
        return new Key(id.substring(0, id.indexOf('/')), Traces.scope(id), secret(bytes));
    }

    private static Unsealed open(String service, Key key, Binary box, String keyId) {
        String disclosure = new String(decrypt(key.secret(), box.getData(), keyId), US_ASCII);
        JsonNode saltNameValue =
                StoryHttpClient.JSON.readTree(new String(Base64.getUrlDecoder().decode(disclosure), UTF_8));
        return new Unsealed(
                service,
                key.subject(),
                key.scope(),
                saltNameValue.path(1).asString(),
                saltNameValue.path(2).asString());
    }

    private static SecretKeySpec secret(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] decrypt(SecretKeySpec key, byte[] box, String boundTo) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, box, 0, NONCE));
            cipher.updateAAD(boundTo.getBytes(UTF_8));
            return cipher.doFinal(box, NONCE, box.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
