package io.nachweis.starter.events;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.starter.NachweisSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a projection can never handle waits aside with what follows it in its sequence, and everyone else goes on. Besides
 * projections only a {@link DeadLetterGroup} puts anything aside: a fact or a mail that is passed over would be lost.
 */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

    @Bean
    ConfigurerModule deadLetters(
            NachweisSettings settings,
            ObjectProvider<DeadLetterGroup> others,
            MongoDatabase database,
            EventStorageEngine engine,
            MeterRegistry meters) {
        return configurer -> {
            var processing = configurer.eventProcessing();
            processing.registerDefaultDeadLetterPolicy(_ -> new PermanentFailurePolicy(meters));
            groups(settings, others).forEach(group -> {
                processing.registerDeadLetterQueue(
                        group, _ -> new DeadLetters(database, group, eventAt(engine), Clock.systemUTC()));
                processing.registerDeadLetteringEventHandlerInvokerConfiguration(
                        group,
                        (_, invoker) -> invoker.enableSequenceIdentifierCache()
                                .allowReset(settings.projections().contains(group)));
            });
        };
    }

    @Bean
    DeadLetterRetries deadLetterRetries(
            NachweisSettings settings,
            ObjectProvider<DeadLetterGroup> others,
            EventProcessingConfiguration processing,
            @Qualifier("processorThreads") ScheduledExecutorService threads) {
        return new DeadLetterRetries(groups(settings, others), processing, threads);
    }

    private static List<String> groups(NachweisSettings settings, ObjectProvider<DeadLetterGroup> others) {
        return Stream.concat(settings.projections().stream(), others.stream().map(DeadLetterGroup::group))
                .toList();
    }

    @Bean
    DeadLetterOperations deadLetterOperations(
            MongoDatabase database, EventProcessingConfiguration processing, ObjectProvider<DeadLetterRelease> others) {
        return new DeadLetterOperations(
                database, processing, others.orderedStream().toList());
    }

    @Bean
    ProcessorReset processorReset(EventProcessingConfiguration processing, MongoTokens tokens) {
        return new ProcessorReset(processing, tokens);
    }

    @Bean
    ProjectionRebuild projectionRebuild(NachweisSettings settings, MongoDatabase database, ProcessorReset reset) {
        return new ProjectionRebuild(settings.projections(), database, reset);
    }

    private static LongFunction<EventMessage<?>> eventAt(EventStorageEngine engine) {
        return position -> {
            try (var events = engine.readEvents(new GlobalSequenceTrackingToken(position - 1), false)) {
                return events.findFirst()
                        .orElseThrow(() -> new IllegalStateException("The log has no entry " + position));
            }
        };
    }
}
