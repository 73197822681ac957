package io.nachweis.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.Disclosures;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.bson.types.Binary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Seals a guest's subject and name, under one key for each stay. */
final class MemoryDisclosures implements Disclosures {

    static final String CATEGORY = "guests";

    private static final List<String> PERSONAL = List.of("subject", "name");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SubjectKeys keys;

    MemoryDisclosures(SubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public Split seal(Class<?> payloadType, ObjectNode data) {
        if (payloadType != StayEvent.GuestArrived.class) {
            return new Split(data, Map.of(), List.of(), List.of());
        }
        SubjectId subject = SubjectId.of(data.path("subject").stringValue());
        SubjectKeys.SealingKey key = keys.forSealing(
                new KeyScope(subject, CATEGORY, data.path("stay").stringValue()));
        ObjectNode leaf = data.deepCopy();
        Map<String, String> categories = new TreeMap<>();
        List<Sealed> sealed = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        for (String name : PERSONAL) {
            ArrayNode disclosure = JsonNodeFactory.instance
                    .arrayNode()
                    .add(UUID.randomUUID().toString())
                    .add(name)
                    .add(leaf.remove(name));
            byte[] bytes = JSON.writeValueAsBytes(disclosure);
            categories.put(name, CATEGORY);
            sealed.add(new Sealed(key.id(), new Binary(key.seal(bytes, key.id().getBytes(UTF_8)))));
            digests.add(digest(bytes));
        }
        ArrayNode sd = leaf.putArray("_sd");
        digests.stream().sorted().forEach(sd::add);
        return new Split(leaf, categories, sealed, List.of(new Pseudonym(subject, key.id())));
    }

    @Override
    public ObjectNode open(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed) {
        ObjectNode data = leaf.deepCopy();
        data.remove("_sd");
        categories.keySet().forEach(name -> data.putObject(name).put("$erased", true));
        for (Sealed box : sealed) {
            keys.find(box.keyId()).ifPresent(key -> {
                var disclosure =
                        JSON.readTree(key.open(box.box().getData(), key.id().getBytes(UTF_8)));
                data.set(disclosure.get(1).stringValue(), disclosure.get(2));
            });
        }
        return data;
    }

    private static String digest(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
