package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.FactSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
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

    /** The header by which the gateway says who is calling. */
    public static final String CLIENT = "X-Nachweis-Client";

    /** The request as if the gateway had passed it on for a client of this address. */
    public static HttpRequest byGateway(String ip, HttpRequest request) {
        return byGateway(ip, request, Instant.now());
    }

    public static HttpRequest byGateway(String ip, HttpRequest request, Instant at) {
        URI uri = request.uri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String signed = "v2;" + ip + ";" + UUID.randomUUID() + ";" + at.getEpochSecond();
        String message = signed + ";" + request.method() + " " + uri.getRawPath() + query;
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .setHeader(CLIENT, signed + ";" + mac(message))
                .build();
    }

    private static String mac(String message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
