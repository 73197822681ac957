package io.nachweis.starter.events;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Axon on the evidence log. Every event handler runs in a pooled streaming processor and is retried until it succeeds. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import({DeadLetterConfiguration.class, OperationsController.class})
class EventsAutoConfiguration {

    private static final int BATCH = 100;
    private static final int SEGMENTS = 2;
    private static final int THREADS = 32;

    /** Events are shared between processors while they are new. Few, because they are personal data in the open. */
    private static final int SHARED_EVENTS = 200;

    /** How often the log, which knows what this process appended, is asked in the time in which it asks the database once. */
    private static final int LOOKS = 5;

    @Bean
    @Qualifier("eventStore")
    EmbeddedEventStore eventBus(
            EventStorageEngine engine,
            Configuration configuration,
            DomainClock clock,
            @Value("${nachweis.log.poll:500ms}") Duration poll) {
        EmbeddedEventStore store = EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(configuration.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(configuration.getComponent(EventBusSpanFactory.class))
                .cachedEvents(SHARED_EVENTS)
                .fetchDelay(poll.toMillis() / LOOKS)
                .threadFactory(Thread.ofVirtual().name("event-store-", 0).factory())
                .build();
        var _ = store.registerDispatchInterceptor(new DomainTimestamps(clock));
        return store;
    }

    @Bean
    AppendNotifier appendNotifier(EmbeddedEventStore eventBus) {
        return new AppendNotifier(eventBus);
    }

    /** In {@code /actuator/health} as {@code log}. */
    @Bean
    LogSigning logHealthIndicator(
            Integrator integrator,
            PublishedTree published,
            AppendNotifier notifier,
            MeterRegistry meters,
            @Value("${nachweis.checkpoints.published-every:1h}") Duration publishedEvery) {
        return new LogSigning(integrator, published, publishedEvery, Clock.systemUTC(), notifier, meters);
    }

    @Bean
    MongoTokens tokenStore(
            MongoDatabase database, Node node, @Qualifier("processorThreads") ScheduledExecutorService threads) {
        return new MongoTokens(database, node.name(), Clock.systemUTC(), threads);
    }

    @Bean
    Processors processorStandings(MongoDatabase database, EventStorageEngine engine, NachweisSettings settings) {
        return new Processors(database, engine, settings);
    }

    @Bean
    Backlog backlog(
            Processors processors,
            MeterRegistry meters,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            DomainClock clock) {
        return new Backlog(processors, meters, threads, clock);
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus, @Qualifier("commandRetries") ExecutorService commandRetries) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(new ConcurrencyRetryScheduler(commandRetries))
                .build();
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService commandRetries() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    ParallelTasks parallelTasks() {
        return new ParallelTasks();
    }

    /** One pool for all processors; its threads are virtual, so that one that waits for a mail server holds up none. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService processorThreads() {
        return Executors.newScheduledThreadPool(
                THREADS, Thread.ofVirtual().name("events-", 0).factory());
    }

    @Bean
    ConfigurerModule processors(
            ObjectProvider<AppendNotifier> notifier, @Qualifier("processorThreads") ScheduledExecutorService threads) {
        return configurer -> configurer
                .eventProcessing()
                .configureDefaultStreamableMessageSource(_ -> notifier.getObject())
                .registerDefaultHandlerInterceptor((_, processor) -> new StalledProcessorLog(processor))
                .registerDefaultHandlerInterceptor((configuration, processor) -> new PromptRetry(
                        processor,
                        () -> configuration
                                .eventProcessingConfiguration()
                                .eventProcessor(processor, StreamingEventProcessor.class),
                        threads))
                .registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance())
                .usingPooledStreamingEventProcessors((_, processor) -> processor
                        .coordinatorExecutor(threads)
                        .workerExecutor(threads)
                        .batchSize(BATCH)
                        .initialSegmentCount(SEGMENTS)
                        .initialToken(StreamableMessageSource::createTailToken)
                        .tokenClaimInterval(1_000)
                        .claimExtensionThreshold(MongoTokens.CLAIM.toMillis() / 3)
                        .enableCoordinatorClaimExtension());
    }
}
