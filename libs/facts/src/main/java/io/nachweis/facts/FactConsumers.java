package io.nachweis.facts;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.starter.events.DeadLetterRelease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Starts and stops one Kafka consumer for each topic that a {@link FactListener} follows, once it exists. Starts in the background,
 * because a service starts without Kafka too.
 */
final class FactConsumers implements SmartLifecycle, DeadLetterRelease {

    private static final Logger log = LoggerFactory.getLogger(FactConsumers.class);

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** In seconds. */
    private static final int SELDOM = 10;

    private final List<FactConsumer> consumers;
    private final List<KafkaMessageListenerContainer<String, byte[]>> containers;
    private final MongoDatabase database;
    private final KafkaTopics topics;
    private final Set<String> needed;
    private volatile boolean running;

    FactConsumers(
            List<FactListener> listeners,
            Set<String> written,
            FactVerifier verifier,
            MongoDatabase database,
            KafkaClients clients,
            KafkaTopics topics,
            MeterRegistry meters) {
        this.database = database;
        this.topics = topics;
        this.needed = new TreeSet<>(written);
        this.consumers = new ArrayList<>();
        this.containers = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        byTopic(listeners).forEach((topic, followers) -> {
            needed.add(topic);
            var consumer = new FactConsumer(
                    topic,
                    followers,
                    verifier,
                    new FactDeadLetters(database, topic, clock),
                    new FactDeadLetters(database, topic + ".unverified", clock),
                    clock,
                    meters);
            consumers.add(consumer);
            containers.add(container(consumer, topic, clients));
        });
    }

    private static Map<String, List<FactListener>> byTopic(List<FactListener> listeners) {
        Map<String, List<FactListener>> byTopic = new TreeMap<>();
        listeners.forEach(listener -> listener.topics()
                .forEach(topic ->
                        byTopic.computeIfAbsent(topic, _ -> new ArrayList<>()).add(listener)));
        return byTopic;
    }

    private static KafkaMessageListenerContainer<String, byte[]> container(
            FactConsumer consumer, String topic, KafkaClients clients) {
        var properties = new ContainerProperties(topic);
        properties.setMessageListener(consumer);
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
                consumer.partitionsAssigned();
            }
        });
        var threads = new SimpleAsyncTaskExecutor("facts-");
        threads.setVirtualThreads(true);
        properties.setListenerTaskExecutor(threads);
        var container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<String, byte[]>(clients.consumer(topic)), properties);
        container.setCommonErrorHandler(again());
        return container;
    }

    /** An outage is waited out, whatever it takes; to pass over a fact would be to lose a withdrawal. */
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
        Thread.ofVirtual().name("facts-retry").start(this::retryDeadLetters);
    }

    /** While there are none, it is asked seldom whether others have put something aside. */
    private void retryDeadLetters() {
        boolean thereWereSome = true;
        for (int second = 0; running; second++) {
            boolean hasNew = consumers.stream().filter(FactConsumer::takeHasNew).count() > 0;
            if (thereWereSome || hasNew || second % SELDOM == 0) {
                boolean thereAreSome = thereAreDeadLetters();
                if (thereAreSome || thereWereSome) {
                    consumers.forEach(FactConsumers::retry);
                }
                thereWereSome = thereAreSome;
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean thereAreDeadLetters() {
        try {
            return FactDeadLetters.exist(database);
        } catch (RuntimeException _) {
            return true; // While the database is away, nobody knows.
        }
    }

    private static void retry(FactConsumer consumer) {
        try {
            consumer.retry();
        } catch (RuntimeException e) {
            log.debug("Dead letters are tried again later: {}", e.getClass().getName());
        }
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
    public void release(String group, String sequence) {
        consumers.forEach(consumer -> consumer.release(group, sequence));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
