package io.nachweis.gateway;

import io.nachweis.gateway.accesslog.DailyLog;
import io.nachweis.gateway.accesslog.LogRule;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The access log of the gateway, which there is only where {@code NACHWEIS_ACCESS_LOG} names a folder for it. It is refused
 * where a policy does not allow it, and where a cluster runs the gateway, which has logs and copies of its own.
 */
@Configuration(proxyBeanMethods = false)
class AccessLogs {

    private static final String CATEGORY = "access-log";
    private static final String FOLDER = "nachweis.access-log.directory";
    private static final String CLUSTER = "KUBERNETES_SERVICE_HOST";

    /** Closed with the gateway. */
    record OfGateway(Optional<AccessLog> log) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            if (log.isPresent()) {
                log.get().close();
            }
        }
    }

    @Bean
    OfGateway accessLog(
            Environment settings, GatewaySettings gateway, Controllers controllers, ObjectProvider<Clock> clock) {
        String folder = settings.getProperty(FOLDER, "");
        if (folder.isBlank()) {
            return new OfGateway(Optional.empty());
        }
        if (!settings.getProperty(CLUSTER, "").isBlank()) {
            throw new IllegalArgumentException("NACHWEIS_ACCESS_LOG must not be set in a cluster, which collects and"
                    + " copies logs where no rule of ours ends them");
        }
        controllers.all().forEach(AccessLogs::requireFields);
        try {
            var log = DailyLog.in(Path.of(folder), LogRule.of(controllers.all(), CATEGORY));
            var clientIp = new ClientIp(gateway.trustedHops());
            return new OfGateway(
                    Optional.of(new AccessLog(log, clientIp, clock.getIfAvailable(Clock::systemUTC)).keeping()));
        } catch (IOException e) {
            throw new UncheckedIOException("NACHWEIS_ACCESS_LOG names a folder that cannot be used: " + folder, e);
        }
    }

    /** What is in no category is not stored. */
    private static void requireFields(ControllerPolicy policy) {
        var missing = new TreeSet<>(AccessLog.FIELDS);
        policy.category(CATEGORY).ifPresent(category -> missing.removeAll(category.fields()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("NACHWEIS_ACCESS_LOG is set, and the policy of " + policy.id()
                    + " does not allow it: its category " + CATEGORY + " must list " + String.join(", ", missing));
        }
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> loggedRequests(OfGateway accessLog) {
        return server -> accessLog.log().ifPresent(server::addEngineValves);
    }
}
