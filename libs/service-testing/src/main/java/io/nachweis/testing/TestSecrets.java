package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.ServiceKey;
import io.nachweis.contracts.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A folder of keys, all alike but the pairs of services, and what the gateway and the services make with theirs. */
public final class TestSecrets {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    private static final List<String> SERVICES = List.of("consent", "lead", "newsletter", "rights", "sample");

    private static final String DIGEST = "Content-Digest";

    private TestSecrets() {}

    /** What signs the facts of a service. */
    public static FactSigner signer(String service) {
        return FactSigner.of("/" + service, seed(service));
    }

    /** What the file of it holds. */
    public static byte[] seed(String service) {
        return seed(service, "facts");
    }

    /** What signs the calls of a service. */
    public static SigningKey callKey(String service) {
        return SigningKey.of("/" + service, seed(service, "calls"));
    }

    private static byte[] seed(String service, String purpose) {
        return Arrays.copyOf((service + "-" + purpose).getBytes(UTF_8), KEY.length);
    }

    public static Path write(Path folder, String... names) {
        try {
            Files.createDirectories(folder);
            for (String name : names) {
                Files.writeString(
                        folder.resolve(name + ".key"), Base64.getEncoder().encodeToString(KEY));
            }
            for (String service : SERVICES) {
                for (String purpose : List.of("facts", "calls")) {
                    byte[] seed = seed(service, purpose);
                    publish(
                            folder,
                            service + "-" + purpose,
                            SigningKey.of("/" + service, seed).publicKey());
                    Files.writeString(
                            folder.resolve(service + "-" + purpose + ".key"),
                            Base64.getEncoder().encodeToString(seed));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder for what is kept outside the database. */
    public static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes these keys, and no others, the ones that this file makes known. */
    public static void publish(Path folder, String name, ServiceKey... keys) throws IOException {
        Path fresh = folder.resolve(name + ".pub.new");
        Files.write(
                fresh,
                Arrays.stream(keys)
                        .map(key -> Base64.getUrlDecoder().decode(key.x()))
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
        Files.move(fresh, folder.resolve(name + ".pub"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The request as if a service had made it. */
    public static HttpRequest byService(String caller, String asked, HttpRequest request, String body) {
        return byService(callKey(caller), asked, request, body, Instant.now());
    }

    public static HttpRequest byService(SigningKey key, String asked, HttpRequest request, String body, Instant at) {
        String digest = digest(body.getBytes(UTF_8));
        String signed = "v3;" + key.publicKey().kid() + ";" + asked + ";" + at.getEpochSecond();
        String message = signed + ";" + request.method() + " " + target(request) + "\n" + digest;
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .setHeader("X-Nachweis-Service", signed + ";" + key.sign(message.getBytes(UTF_8)))
                .setHeader(DIGEST, digest)
                .build();
    }

    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(HttpRequest request) {
        URI uri = request.uri();
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** The header by which the gateway says who is calling. */
    public static final String CLIENT = "X-Nachweis-Client";

    /** The request as if the gateway had passed it on for a client of this address. */
    public static HttpRequest byGateway(String ip, HttpRequest request) {
        return byGateway(ip, request, Instant.now());
    }

    public static HttpRequest byGateway(String ip, HttpRequest request, Instant at) {
        String digest = digest(body(request));
        String signed = "v3;" + ip + ";" + UUID.randomUUID() + ";" + at.getEpochSecond();
        String message = signed + ";" + request.method() + " " + target(request) + "\n" + digest;
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .setHeader(CLIENT, signed + ";" + mac(message))
                .setHeader(DIGEST, digest)
                .build();
    }

    private static byte[] body(HttpRequest request) {
        var body = new ByteArrayOutputStream();
        var all = new CompletableFuture<byte[]>();
        request.bodyPublisher().orElseGet(BodyPublishers::noBody).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer some) {
                byte[] bytes = new byte[some.remaining()];
                some.get(bytes);
                body.writeBytes(bytes);
            }

            @Override
            public void onError(Throwable failure) {
                all.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                all.complete(body.toByteArray());
            }
        });
        return all.join();
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
