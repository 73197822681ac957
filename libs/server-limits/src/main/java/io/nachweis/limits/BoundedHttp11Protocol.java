package io.nachweis.limits;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Tomcat's HTTP/1.1 that cuts off who keeps it waiting. Asks for a body only when somebody reads it (RFC 9110, 10.1.1). */
public final class BoundedHttp11Protocol extends Http11NioProtocol {

    private static final int MILLIS_BETWEEN_LOOKS = 250;

    private final BoundedEndpoint endpoint;
    private @Nullable ScheduledFuture<?> looking;

    /** For Tomcat, which makes one by its name. */
    public BoundedHttp11Protocol() {
        this(new BoundedEndpoint());
    }

    private BoundedHttp11Protocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        setContinueResponseTiming("onRead");
    }

    /** Lets a server speak it. */
    public static WebServerFactoryCustomizer<TomcatServletWebServerFactory> with(Connections connections) {
        return factory -> {
            factory.setProtocol(BoundedHttp11Protocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof BoundedHttp11Protocol protocol) {
                    protocol.endpoint.watch(connections);
                }
            });
        };
    }

    @Override
    public void start() throws Exception {
        super.start();
        looking = getUtilityExecutor()
                .scheduleWithFixedDelay(
                        endpoint.watch()::cutLate, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        super.stop();
    }
}
