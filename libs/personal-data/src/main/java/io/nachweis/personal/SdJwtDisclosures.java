package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.PersonalComponents.Component;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts digests of salted values into the leaf as an SD-JWT does (RFC 9901 §4.2, SHA-256, no decoys), and encrypts the
 * disclosures under the keys of the persons they are about. A person who is already erased stays erased.
 */
public final class SdJwtDisclosures implements Disclosures {

    private static final String DIGESTS = "_sd";

    private final SubjectKeys keys;

    public SdJwtDisclosures(SubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public Split seal(Class<?> payloadType, ObjectNode data) {
        ObjectNode leaf = data.deepCopy();
        Map<String, String> categories = new TreeMap<>();
        Set<String> digests = new TreeSet<>();
        List<Sealed> sealed = new ArrayList<>();
        List<Pseudonym> pseudonyms = new ArrayList<>();
        for (Component component : PersonalComponents.of(payloadType).components()) {
            JsonNode value = leaf.path(component.name());
            if (value.isMissingNode() || value.isNull() || ErasedMarker.is(value)) {
                continue;
            }
            KeyScope scope = scope(component, data);
            String disclosure = Disclosure.of(component.name(), value).encoded();
            leaf.remove(component.name());
            categories.put(component.name(), scope.category());
            digests.add(Disclosure.digest(disclosure));
            keyFor(component, scope).ifPresent(key -> {
                sealed.add(new Sealed(key.id(), new Binary(key.seal(disclosure.getBytes(US_ASCII), bytes(key.id())))));
                if (component.isSubject()) {
                    pseudonyms.add(new Pseudonym(scope.subject(), key.id()));
                }
            });
        }
        if (!digests.isEmpty()) {
            var array = leaf.putArray(DIGESTS);
            digests.forEach(array::add);
        }
        return new Split(leaf, categories, sealed, pseudonyms);
    }

    private Optional<SubjectKeys.SealingKey> keyFor(Component component, KeyScope scope) {
        if (component.existingKey()) {
            return keys.findForSealing(scope);
        }
        return Optional.of(component.newKey() ? keys.newForSealing(scope) : keys.forSealing(scope));
    }

    private static KeyScope scope(Component component, ObjectNode data) {
        JsonNode subject = data.path(component.subjectName());
        if (!subject.isString()) {
            throw new IllegalArgumentException(component.name() + " is about nobody, or about somebody erased");
        }
        String category = component.categoryIn(data);
        if (category.isEmpty()) {
            throw new IllegalArgumentException(component.name() + " belongs to a category without a name");
        }
        if (component.caseName().isEmpty()) {
            return new KeyScope(SubjectId.of(subject.stringValue()), category, KeyScope.NO_CASE);
        }
        JsonNode caseId = data.path(component.caseName());
        if (!caseId.isString() || caseId.stringValue().isEmpty()) {
            throw new IllegalArgumentException(component.name() + " belongs to a case without a name");
        }
        return new KeyScope(SubjectId.of(subject.stringValue()), category, caseId.stringValue());
    }

    @Override
    public ObjectNode open(ObjectNode leaf, Map<String, String> categories, List<Sealed> sealed) {
        if (categories.isEmpty()) {
            return leaf;
        }
        ObjectNode data = leaf.deepCopy();
        Set<String> digests = new HashSet<>();
        leaf.path(DIGESTS).forEach(digest -> digests.add(digest.asString()));
        data.remove(DIGESTS);
        for (Sealed box : sealed) {
            keys.find(box.keyId()).ifPresent(key -> {
                String encoded = new String(key.open(box.box().getData(), bytes(key.id())), US_ASCII);
                Disclosure disclosure = Disclosure.decode(encoded);
                if (!digests.remove(Disclosure.digest(encoded)) || !categories.containsKey(disclosure.name())) {
                    throw new TamperedDisclosure("The leaf does not commit to what is stored under key " + key.id());
                }
                data.set(disclosure.name(), disclosure.value());
            });
        }
        categories.keySet().stream()
                .filter(name -> !data.has(name))
                .forEach(name -> data.set(name, ErasedMarker.node()));
        return data;
    }

    private static byte[] bytes(String keyId) {
        return keyId.getBytes(UTF_8);
    }
}
