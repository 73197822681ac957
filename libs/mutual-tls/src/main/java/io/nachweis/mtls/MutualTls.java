package io.nachweis.mtls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The certificate of a part, where it is given one: {@code NACHWEIS_MTLS_CERTIFICATE}, {@code NACHWEIS_MTLS_KEY} and {@code
 * NACHWEIS_MTLS_AUTHORITY}, files in PEM, read again when they change. The authority is the installation's own: whoever has
 * a certificate of it is a part, and nobody else is answered or believed.
 */
public final class MutualTls {

    private static final String BUNDLE = "parts";
    private static final String SETTINGS = "spring.ssl.bundle.pem." + BUNDLE + ".";
    private static final List<String> FILES = List.of("certificate", "key", "authority");

    private MutualTls() {}

    /** For a part that only calls others by it. */
    public static ApplicationContextInitializer<ConfigurableApplicationContext> ofCaller() {
        return context -> configure(context.getEnvironment(), Map.of());
    }

    /** For a part that answers nobody without one, too, but for probes where they have a port of their own. */
    public static ApplicationContextInitializer<ConfigurableApplicationContext> ofService() {
        return context -> configure(
                context.getEnvironment(),
                Map.of(
                        "server.ssl.bundle",
                        BUNDLE,
                        "server.ssl.client-auth",
                        "need",
                        "management.server.ssl.enabled",
                        false));
    }

    /** Gives the context of calls to other parts to whoever makes them, now and whenever it is renewed. */
    public static void provide(SslBundles bundles, Consumer<SSLContext> calls) {
        if (bundles.getBundleNames().contains(BUNDLE)) {
            calls.accept(bundles.getBundle(BUNDLE).createSslContext());
            bundles.addBundleUpdateHandler(BUNDLE, renewed -> calls.accept(renewed.createSslContext()));
        }
    }

    private static void configure(ConfigurableEnvironment environment, Map<String, Object> server) {
        List<String> given = FILES.stream()
                .map(name -> environment.getProperty("nachweis.mtls." + name, ""))
                .filter(file -> !file.isBlank())
                .map(file -> "file:" + file)
                .toList();
        if (given.isEmpty()) {
            return;
        }
        if (given.size() < FILES.size()) {
            throw new IllegalArgumentException(
                    "NACHWEIS_MTLS_CERTIFICATE, NACHWEIS_MTLS_KEY and NACHWEIS_MTLS_AUTHORITY must all be set");
        }
        Map<String, Object> settings = new HashMap<>(server);
        settings.put(SETTINGS + "keystore.certificate", given.get(0));
        settings.put(SETTINGS + "keystore.private-key", given.get(1));
        // A pair that does not match would break every handshake, and is refused instead.
        settings.put(SETTINGS + "keystore.verify-keys", true);
        settings.put(SETTINGS + "truststore.certificate", given.get(2));
        settings.put(SETTINGS + "options.enabled-protocols", "TLSv1.3");
        settings.put(SETTINGS + "reload-on-update", true);
        settings.put("spring.ssl.bundle.watch.file.quiet-period", "1s");
        environment.getPropertySources().addFirst(new MapPropertySource("mutual-tls", settings));
    }
}
