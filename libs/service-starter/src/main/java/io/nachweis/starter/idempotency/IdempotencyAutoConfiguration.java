package io.nachweis.starter.idempotency;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency-Key for every controller method that has a {@link Repeatable} among its arguments. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
class IdempotencyAutoConfiguration {

    private static final int MOST_REQUESTS = 1_000_000;

    private final CurrentRequest currentRequest = new CurrentRequest();

    @Bean
    Requests requests(MongoDatabase database) {
        return new Requests(database, Clock.systemUTC(), MOST_REQUESTS);
    }

    @Bean
    DailySecrets dailySecrets(MongoClient client, NachweisSettings settings) {
        return new DailySecrets(client.getDatabase(settings.keysDatabase()), Clock.systemUTC());
    }

    @Bean
    WebMvcConfigurer repeatableArgument(
            Requests requests, DailySecrets days, Secrets secrets, NachweisSettings settings, JsonMapper json) {
        var fingerprints = new Fingerprints(secrets.key(settings.service() + "-tokens"), days, json);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RepeatableResolver(requests, fingerprints));
            }
        };
    }

    @Bean
    CorrelationDataProvider requestOfEvents() {
        return currentRequest;
    }

    /** Axon's own, which it leaves out where there is another. */
    @Bean
    CorrelationDataProvider messageOriginProvider() {
        return new MessageOriginProvider();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> whenReady(
            Requests requests,
            DailySecrets days,
            CommandGateway commands,
            @Qualifier("processorThreads") ScheduledExecutorService threads) {
        var _ = commands.registerDispatchInterceptor(currentRequest);
        return _ -> {
            var _ = threads.scheduleWithFixedDelay(() -> clear(requests, days), 1, 10, TimeUnit.MINUTES);
        };
    }

    private static void clear(Requests requests, DailySecrets days) {
        try {
            requests.clear();
            days.destroyOld();
        } catch (MongoException _) {
            // Next time.
        }
    }
}
