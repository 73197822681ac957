package io.nachweis.personal;

import io.nachweis.event.SubjectId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys that seal personal data, wrapped by a master key. Destroying a key erases what it sealed, everywhere. */
public interface SubjectKeys {

    /** A key with an id that says nothing about the person. */
    interface SealingKey {
        String id();

        byte[] seal(byte[] plaintext, byte[] associatedData);

        /** Throws {@link TamperedDisclosure} when this key did not seal exactly this with exactly that. */
        byte[] open(byte[] ciphertext, byte[] associatedData);
    }

    /** The key to seal with now; made when there is none. Everyone who asks at once gets the same. */
    SealingKey forSealing(KeyScope scope);

    /** The same for a scope that begins: its key is made without looking for one. Asked again, it is the same key. */
    default SealingKey newForSealing(KeyScope scope) {
        return forSealing(scope);
    }

    /** The same, and none is made: empty where the scope never had one, or all were retired. */
    Optional<SealingKey> findForSealing(KeyScope scope);

    /** The key by its id, or empty once it is retired or destroyed. */
    Optional<SealingKey> find(String keyId);

    /** The ids of every key that still exists in the scope, all generations. */
    List<String> idsOf(KeyScope scope);

    /** The scope of every key of the person that still exists, read as it is used; to be closed. */
    Stream<KeyScope> scopesOf(SubjectId subject);

    /** Those of one category. */
    default Stream<KeyScope> scopesOf(SubjectId subject, String category) {
        return scopesOf(subject).filter(scope -> scope.category().equals(category));
    }

    /** The ids of keys that are retired and not destroyed: what was begun and never finished. */
    List<String> retired();

    /** Those of the keys that are retired or destroyed: nothing may be stored under them any more. */
    Set<String> endedAmong(Collection<String> keyIds);

    /**
     * From now on the keys neither seal nor open; what they sealed can be removed. Another process may have them at hand
     * for one cache life more.
     */
    void retire(Collection<String> keyIds);

    default void retire(String keyId) {
        retire(List.of(keyId));
    }

    /**
     * The keys are gone for good. Only their ids stay in the ledger of destroyed keys. They MUST be retired before, so that
     * what a crash cuts short is found again.
     */
    void destroy(Collection<String> keyIds);

    default void destroy(String keyId) {
        destroy(List.of(keyId));
    }
}
