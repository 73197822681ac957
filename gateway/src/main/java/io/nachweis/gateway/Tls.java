package io.nachweis.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpHeaders;

/**
 * TLS 1.3 at the gateway itself, where a certificate is given: {@code NACHWEIS_TLS_CERTIFICATE} and {@code
 * NACHWEIS_TLS_KEY}, files in PEM, read again when they change. On a plain port, {@code NACHWEIS_TLS_REDIRECT_PORT},
 * everybody is only sent on to {@code PUBLIC_URL}.
 */
@Configuration(proxyBeanMethods = false)
class Tls {

    private static final String CERTIFICATE = "nachweis.tls.certificate";
    private static final String KEY = "nachweis.tls.key";
    private static final String REDIRECT_PORT = "nachweis.tls.redirect-port";
    private static final String BUNDLE = "spring.ssl.bundle.pem.gateway.";

    /** Before anything is made of the settings. */
    static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Environment settings = context.getEnvironment();
            String certificate = settings.getProperty(CERTIFICATE, "");
            String key = settings.getProperty(KEY, "");
            if (certificate.isBlank() && key.isBlank()) {
                return;
            }
            if (certificate.isBlank() || key.isBlank()) {
                throw new IllegalArgumentException("NACHWEIS_TLS_CERTIFICATE and NACHWEIS_TLS_KEY must both be set");
            }
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "tls",
                            Map.of(
                                    "server.ssl.bundle",
                                    "gateway",
                                    BUNDLE + "keystore.certificate",
                                    "file:" + certificate,
                                    BUNDLE + "keystore.private-key",
                                    "file:" + key,
                                    // A pair that does not match would break every handshake, and is refused instead.
                                    BUNDLE + "keystore.verify-keys",
                                    true,
                                    BUNDLE + "options.enabled-protocols",
                                    "TLSv1.3",
                                    BUNDLE + "reload-on-update",
                                    true,
                                    "spring.ssl.bundle.watch.file.quiet-period",
                                    "1s")));
        }
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainPort(Environment settings, GatewaySettings gateway) {
        boolean isTls = !settings.getProperty(CERTIFICATE, "").isBlank();
        if (isTls && !gateway.isSecure()) {
            throw new IllegalArgumentException("PUBLIC_URL must begin with https: the gateway has a certificate");
        }
        int port = settings.getProperty(REDIRECT_PORT, Integer.class, 0);
        return server -> {
            if (isTls && port > 0) {
                server.addAdditionalConnectors(plain(server, port));
                server.addEngineValves(new SendOn(gateway.publicUrl()));
            }
        };
    }

    /** With a few threads and connections of its own, which whoever holds them takes from nobody else. */
    private static Connector plain(TomcatServletWebServerFactory server, int port) {
        var connector = new Connector();
        connector.setPort(port);
        Map.of(
                        "maxThreads", "4",
                        "minSpareThreads", "1",
                        "maxConnections", "200",
                        "connectionTimeout", "3000",
                        "maxKeepAliveRequests", "1",
                        "maxSwallowSize", "0")
                .forEach(connector::setProperty);
        if (server.getAddress() != null) {
            connector.setProperty("address", server.getAddress().getHostAddress());
        }
        return connector;
    }

    /** Never to where a header says, and without a look at anything but the address. */
    private static final class SendOn extends ValveBase {

        private final String publicUrl;

        SendOn(URI publicUrl) {
            super(true);
            this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (request.isSecure()) {
                getNext().invoke(request, response);
                return;
            }
            String path = request.getRequestURI().startsWith("/") ? request.getRequestURI() : "/";
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_PERMANENT_REDIRECT);
            response.setHeader(HttpHeaders.LOCATION, publicUrl + path + (query == null ? "" : "?" + query));
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }
}
