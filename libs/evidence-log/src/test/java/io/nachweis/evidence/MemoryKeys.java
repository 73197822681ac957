package io.nachweis.evidence;

import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Keys that last as long as the test. */
final class MemoryKeys implements SubjectKeys {

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Set<String> destroyed = new HashSet<>();
    private boolean destroyFails;

    private static final class Key implements SealingKey {
        final String id = UUID.randomUUID().toString();
        final KeyScope scope;
        final SecretKey secret;
        boolean retired;

        Key(KeyScope scope) {
            this.scope = scope;
            try {
                this.secret = KeyGenerator.getInstance("AES").generateKey();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public byte[] seal(byte[] plaintext, byte[] associatedData) {
            return cipher(Cipher.ENCRYPT_MODE, plaintext, associatedData);
        }

        @Override
        public byte[] open(byte[] ciphertext, byte[] associatedData) {
            return cipher(Cipher.DECRYPT_MODE, ciphertext, associatedData);
        }

        /** One nonce for all is enough here: nothing is kept secret from anyone in a test. */
        private byte[] cipher(int mode, byte[] text, byte[] associatedData) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, secret, new GCMParameterSpec(128, new byte[12]));
                cipher.updateAAD(associatedData);
                return cipher.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As if the process was killed there. */
    void failOnceBeforeDestroying() {
        destroyFails = true;
    }

    @Override
    public synchronized SealingKey forSealing(KeyScope scope) {
        return findForSealing(scope).orElseGet(() -> {
            Key key = new Key(scope);
            keys.put(key.id, key);
            return key;
        });
    }

    @Override
    public synchronized Optional<SealingKey> findForSealing(KeyScope scope) {
        return keys.values().stream()
                .filter(key -> key.scope.equals(scope) && !key.retired)
                .<SealingKey>map(key -> key)
                .findFirst();
    }

    @Override
    public synchronized Optional<SealingKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId)).filter(key -> !key.retired).map(key -> key);
    }

    @Override
    public synchronized List<String> idsOf(KeyScope scope) {
        return keys.values().stream()
                .filter(key -> key.scope.equals(scope))
                .map(Key::id)
                .toList();
    }

    @Override
    public synchronized Stream<KeyScope> scopesOf(SubjectId subject) {
        return keys.values().stream()
                .map(key -> key.scope)
                .filter(scope -> scope.subject().equals(subject))
                .toList()
                .stream();
    }

    @Override
    public synchronized List<String> retired() {
        return keys.values().stream().filter(key -> key.retired).map(Key::id).toList();
    }

    @Override
    public synchronized Set<String> endedAmong(Collection<String> keyIds) {
        return keyIds.stream()
                .filter(id -> destroyed.contains(id) || retired().contains(id))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void retire(Collection<String> keyIds) {
        keyIds.forEach(keyId -> keys.computeIfPresent(keyId, (_, key) -> {
            key.retired = true;
            return key;
        }));
    }

    @Override
    public synchronized void destroy(Collection<String> keyIds) {
        if (destroyFails) {
            destroyFails = false;
            throw new IllegalStateException("killed");
        }
        destroyed.addAll(keyIds);
        keys.keySet().removeAll(keyIds);
    }
}
