package io.nachweis.gateway;

import static java.util.Objects.requireNonNull;

import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Goes the way of everybody's forms once, through this gateway to each service, before anybody is told that it is open:
 * what is used for the first time takes longer than a client is kept waiting. What is sent is refused and leaves nothing.
 */
@Component
class FirstRequest {

    private static final List<String> FORMS = List.of("subscriptions", "downloads", "enquiries", "rights-requests");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Controllers controllers;
    private final Environment settings;
    private final SslBundles bundles;
    private volatile boolean isAnswered;

    FirstRequest(Controllers controllers, Environment settings, SslBundles bundles) {
        this.controllers = controllers;
        this.settings = settings;
        this.bundles = bundles;
    }

    /** @param servicesAreReady else the way is gone anew once they are */
    boolean isAnswered(boolean servicesAreReady) {
        if (!servicesAreReady) {
            isAnswered = false;
        } else if (!isAnswered) {
            String controller = controllers.all().iterator().next().id();
            isAnswered = FORMS.stream().allMatch(form -> isAnswered("/api/v1/" + controller + "/" + form));
        }
        return isAnswered;
    }

    private boolean isAnswered(String path) {
        try {
            HttpURLConnection connection = open(path);
            connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
            connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
            return connection.getResponseCode() < 500;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        String host = settings.getProperty(
                "server.address", InetAddress.getLoopbackAddress().getHostAddress());
        int port = settings.getRequiredProperty("local.server.port", Integer.class);
        String bundle = settings.getProperty("server.ssl.bundle");
        URL itself = UriComponentsBuilder.newInstance()
                .scheme(bundle == null ? "http" : "https")
                .host(host.contains(":") ? "[" + host + "]" : host)
                .port(port)
                .path(path)
                .build()
                .toUri()
                .toURL();
        HttpURLConnection connection = (HttpURLConnection) itself.openConnection();
        if (bundle != null) {
            // It knows itself by its certificate, whatever name that is for.
            HttpsURLConnection secure = (HttpsURLConnection) connection;
            KeyStore own = requireNonNull(bundles.getBundle(bundle).getStores().getKeyStore());
            secure.setSSLSocketFactory(trusting(own).getSocketFactory());
            secure.setHostnameVerifier((_, _) -> true);
        }
        return connection;
    }

    private static SSLContext trusting(KeyStore own) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (String alias : Collections.list(own.aliases())) {
                Certificate certificate = own.getCertificate(alias);
                trusted.setCertificateEntry(alias, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The gateway's own certificate cannot be used", e);
        }
    }
}
