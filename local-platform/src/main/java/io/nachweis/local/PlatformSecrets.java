package io.nachweis.local;

import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.ArrayList;
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
    private static final String FACTS = "-facts";
    private static final String CALLS = "-calls";
    private static final List<String> SERVICES = List.of("consent", "lead", "newsletter", "rights");

    static PlatformSecrets of(DataFolder data, Path folder) {
        if (data.isInUse() && !Files.exists(folder.resolve("master.key"))) {
            throw new CannotRun("The secrets of " + data + " are gone from " + folder
                    + ", and new ones could not open its data. Bring them back, or choose another folder with --data.");
        }
        return new PlatformSecrets(OwnerOnly.create(folder));
    }

    /** What the parts read. */
    void ensureAll(Controllers controllers) {
        List.of("master", "gateway", "newsletter-tokens", "consent-tokens", "lead-tokens", "rights-tokens")
                .forEach(this::ensureKey);
        for (String service : SERVICES) {
            ensurePair(service + FACTS);
            ensurePair(service + CALLS);
        }
        controllers.all().forEach(policy -> ensureKey("subject-" + policy.id()));
    }

    /** Base64 of 32 random bytes, as services read it. */
    String ensureKey(String name) {
        return ensure(name + ".key", () -> {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        });
    }

    /** A key that signs and the one that others verify with, as services read them. */
    private void ensurePair(String name) {
        if (!Files.exists(folder.resolve(name + ".key"))) {
            writePair(name, List.of());
        }
    }

    /**
     * Replaces what a service signs with. Facts that were signed with the keys before are verified as they were, because
     * these stay published; of calls, which are good for a minute, one key before does.
     */
    void rotate(String service) {
        if (!SERVICES.contains(service) || !Files.exists(folder.resolve(service + FACTS + ".pub"))) {
            throw new CannotRun("There is no key of " + service + " in " + folder + ". Services are: " + SERVICES);
        }
        rotate(service + FACTS, Integer.MAX_VALUE);
        rotate(service + CALLS, 1);
    }

    /** @param kept how many of the public keys before */
    private void rotate(String name, int kept) {
        Path published = folder.resolve(name + ".pub");
        try {
            List<String> before = Files.exists(published) ? Files.readAllLines(published) : List.of();
            writePair(name, before.stream().limit(kept).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public half first, so that nothing is ever signed that nobody can verify. */
    private void writePair(String name, List<String> published) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
            var lines = new ArrayList<>(List.of(Base64.getEncoder().encodeToString(point)));
            lines.addAll(published);
            write(name + ".pub", String.join("\n", lines));
            write(name + ".key", Base64.getEncoder().encodeToString(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    /** What the file holds; made by the maker when there is none. */
    String ensure(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                write(name, maker.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String content) {
        try {
            Path fresh = Files.createTempFile(folder, name, ".new", OwnerOnly.file());
            Files.writeString(fresh, content + "\n");
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
