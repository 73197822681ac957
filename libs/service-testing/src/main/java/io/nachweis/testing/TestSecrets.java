package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A folder of keys, all alike but the pair that signs orders, and what the gateway makes with its own. */
public final class TestSecrets {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    private TestSecrets() {}

    public static Path write(Path folder, String... names) {
        try {
            Files.createDirectories(folder);
            for (String name : names) {
                Files.writeString(
                        folder.resolve(name + ".key"), Base64.getEncoder().encodeToString(KEY));
            }
            // The pair of test 1 in RFC 8032, section 7.1.
            Files.writeString(folder.resolve("rights-facts.key"), "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
            Files.writeString(folder.resolve("rights-facts.pub"), "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header {@code X-Nachweis-Client} that lets a request in, as if the gateway had passed it on. */
    public static String client(String ip) {
        var signed = "v1;" + ip + ";" + UUID.randomUUID() + ";" + Instant.now().getEpochSecond();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return signed
                    + ";"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
