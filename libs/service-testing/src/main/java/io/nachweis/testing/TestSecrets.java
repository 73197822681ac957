package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.FactSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A folder of keys, all alike but the pairs that sign facts, and what the gateway and the services make with theirs. */
public final class TestSecrets {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    private static final List<String> SERVICES = List.of("consent", "lead", "newsletter", "rights", "sample");

    private TestSecrets() {}

    /** What signs the facts of a service. */
    public static FactSigner signer(String service) {
        return FactSigner.of("/" + service, seed(service));
    }

    /** What its file holds. */
    public static byte[] seed(String service) {
        return Arrays.copyOf((service + "-facts").getBytes(UTF_8), KEY.length);
    }

    public static Path write(Path folder, String... names) {
        try {
            Files.createDirectories(folder);
            for (String name : names) {
                Files.writeString(
                        folder.resolve(name + ".key"), Base64.getEncoder().encodeToString(KEY));
            }
            for (String service : SERVICES) {
                Files.writeString(
                        folder.resolve(service + "-facts.key"),
                        Base64.getEncoder().encodeToString(seed(service)));
                Files.writeString(
                        folder.resolve(service + "-facts.pub"),
                        Base64.getEncoder()
                                .encodeToString(Base64.getUrlDecoder()
                                        .decode(signer(service).publicKey().x())));
            }
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
