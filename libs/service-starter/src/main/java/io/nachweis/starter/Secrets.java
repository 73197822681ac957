package io.nachweis.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;

/** The folder of keys: each file holds 32 random bytes in base64. Kept apart from the data and from its backups. */
public final class Secrets {

    private static final int BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** The key of this name, as in {@code gateway} for the file {@code gateway.key}. */
    public byte[] key(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a secret");
        }
        return read(folder.resolve(name + ".key"));
    }

    private static byte[] read(Path file) {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new IllegalStateException("The secret " + file + " cannot be read", e);
        } catch (IllegalArgumentException _) {
            // Not base64: said below, without what was found.
        }
        throw new IllegalStateException("The secret " + file + " must hold base64 of " + BYTES + " bytes");
    }
}
