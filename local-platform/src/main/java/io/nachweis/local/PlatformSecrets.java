package io.nachweis.local;

import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * The generated secrets of a platform: made once, readable by their owner only, and never made anew over data that
 * needs the old ones.
 */
record PlatformSecrets(Path folder) {

    private static final int BYTES = 32;

    static PlatformSecrets of(DataFolder data, Path folder) {
        if (data.isInUse() && !Files.exists(folder.resolve("master.key"))) {
            throw new CannotRun("The secrets of " + data + " are gone from " + folder
                    + ", and new ones could not open its data. Bring them back, or choose another folder with --data.");
        }
        try {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PlatformSecrets(folder);
    }

    /** What the parts read. */
    void ensureAll(Controllers controllers) {
        List.of("master", "gateway", "services", "newsletter-tokens", "consent-tokens", "lead-tokens", "rights-tokens")
                .forEach(this::ensureKey);
        ensurePair("rights-facts");
        controllers.all().forEach(policy -> ensureKey("subject-" + policy.id()));
    }

    /** Base64 of 32 random bytes, as services read it. */
    void ensureKey(String name) {
        ensure(name + ".key", () -> {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        });
    }

    /** A key that signs and the one that others verify with, as services read them. */
    private void ensurePair(String name) {
        if (Files.exists(folder.resolve(name + ".key"))) {
            return;
        }
        try {
            // Of a pair without its first half nothing was ever signed.
            Files.deleteIfExists(folder.resolve(name + ".pub"));
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
            ensure(name + ".pub", () -> Base64.getEncoder().encodeToString(point));
            ensure(name + ".key", () -> Base64.getEncoder().encodeToString(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file holds; made by the maker when there is none. */
    String ensure(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Path fresh = Files.createTempFile(folder, name, ".new", ownerOnly("rw-------"));
                Files.writeString(fresh, maker.get() + "\n");
                Files.move(fresh, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
