package io.nachweis.facts;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Starts and stops one Kafka consumer for each {@link FactListener}, once its topic exists. Starts in the background,
 * because a service starts without Kafka too.
 */
final class FactConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FactConsumers.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private final List<KafkaMessageListenerContainer<String, byte[]>> containers;
    private final KafkaTopics topics;
    private final Set<String> needed;
    private volatile boolean running;

    FactConsumers(
            List<FactListener> listeners,
            Set<String> written,
            PublicKey orders,
            KafkaClients clients,
            KafkaTopics topics,
            MeterRegistry meters) {
        this.topics = topics;
        this.needed = new TreeSet<>(written);
        listeners.forEach(listener -> needed.add(listener.topic()));
        this.containers = listeners.stream()
                .map(listener -> container(listener, orders, clients, meters))
                .toList();
    }

    private static KafkaMessageListenerContainer<String, byte[]> container(
            FactListener listener, PublicKey orders, KafkaClients clients, MeterRegistry meters) {
        var properties = new ContainerProperties(listener.topic());
        properties.setMessageListener(new FactConsumer(listener, orders, meters));
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        var threads = new SimpleAsyncTaskExecutor("facts-");
        threads.setVirtualThreads(true);
        properties.setListenerTaskExecutor(threads);
        var container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<String, byte[]>(clients.consumer(listener.topic())), properties);
        container.setCommonErrorHandler(again());
        return container;
    }

    /** Whatever the failure, the fact comes again; to pass over one would be to lose a withdrawal. */
    private static DefaultErrorHandler again() {
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(LONGEST_RETRY.toMillis());
        var handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.DEBUG); // FactConsumer says it, without what the failure repeats.
        return handler;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("facts-start").start(this::startWhenKafkaAnswers);
    }

    private void startWhenKafkaAnswers() {
        for (boolean first = true; running; first = false) {
            try {
                topics.ensure(needed);
                startAll();
                return;
            } catch (RuntimeException e) {
                if (first) {
                    log.warn("Kafka does not answer; facts wait in the log until it does");
                }
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private synchronized void startAll() {
        if (running) {
            containers.forEach(KafkaMessageListenerContainer::start);
        }
    }

    /** All at once: who leaves a group while it is being divided anew waits for the others of it. */
    @Override
    public synchronized void stop() {
        running = false;
        try (ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor()) {
            containers.forEach(container -> stops.execute(container::stop));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
