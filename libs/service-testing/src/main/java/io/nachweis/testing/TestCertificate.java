package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate that itself or an authority vouches for, with its key; made by the JDK's keytool. */
public final class TestCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "test";
    private static final String AUTHORITY = "authority";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /** @param names as in {@code dns:localhost,ip:127.0.0.1} */
    public static TestCertificate of(String names) {
        return new TestCertificate(made(newStore(), "-dname", "CN=part", "-ext", "san=" + names));
    }

    /** An authority, which vouches for the certificates that it {@linkplain #issue issues}. */
    public static TestCertificate authority() {
        return new TestCertificate(made(newStore(), "-dname", "CN=authority", "-ext", "bc:critical=ca:true"));
    }

    /** @param names as in {@code dns:localhost,ip:127.0.0.1} */
    public TestCertificate issue(String names) {
        try {
            Path file = newStore();
            KeyStore signer = KeyStore.getInstance("PKCS12");
            signer.load(null, null);
            signer.setKeyEntry(AUTHORITY, store.getKey(ALIAS, PASSWORD), PASSWORD, store.getCertificateChain(ALIAS));
            try (OutputStream content = Files.newOutputStream(file)) {
                signer.store(content, PASSWORD);
            }
            KeyStore issued = made(file, "-dname", "CN=part", "-ext", "san=" + names, "-signer", AUTHORITY);
            issued.deleteEntry(AUTHORITY);
            issued.setCertificateEntry(AUTHORITY, store.getCertificate(ALIAS));
            return new TestCertificate(issued);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path newStore() {
        try {
            return Files.createTempDirectory("nachweis-test-certificate").resolve("store.p12");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore made(Path file, String... options) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    String.valueOf(PASSWORD)));
            command.addAll(List.of(options));
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream content = Files.newInputStream(file)) {
                store.load(content, PASSWORD);
            }
            Files.delete(file);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has the certificate, and trusts who vouches for it and nobody else. */
    public SSLContext context() {
        return context(store);
    }

    /** Trusts the same, and has nothing to show. */
    public SSLContext contextOfNobody() {
        return context(null);
    }

    private SSLContext context(@Nullable KeyStore shown) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(issuer()));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String issuer() throws GeneralSecurityException {
        return store.containsAlias(AUTHORITY) ? AUTHORITY : ALIAS;
    }

    /** As it is shown in a handshake. */
    public Certificate shown() {
        try {
            return store.getCertificate(ALIAS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As PEM in a folder: {@code tls.crt} and {@code tls.key}, and {@code ca.crt} of who vouches for it. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("ca.crt"),
                    pem("CERTIFICATE", store.getCertificate(issuer()).getEncoded()));
            Files.writeString(
                    folder.resolve("tls.crt"),
                    pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
            Files.writeString(
                    folder.resolve("tls.key"),
                    pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}
