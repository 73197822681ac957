package io.nachweis.facts;

import io.nachweis.contracts.BySubject;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The settings of Kafka's clients. Nothing is lost and nothing overtakes; an outage is waited out. */
final class KafkaClients {

    private final NachweisSettings settings;
    private final Node node;

    KafkaClients(NachweisSettings settings, Node node) {
        this.settings = settings;
        this.node = node;
    }

    Map<String, Object> admin() {
        var config = common("admin");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        return config;
    }

    /**
     * The producer of one segment of what the service publishes. Its name is that of the segment and not of the process;
     * a transaction that a dead process left open ends soon, because readers see nothing behind it until it does.
     */
    Map<String, Object> producer(int segment) {
        var name = "publication-" + segment;
        var config = common(name);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "nachweis-" + settings.service() + "-" + name);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, BySubject.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The broker asks for patience while it ends the transaction before, and what came behind is out of order then.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return config;
    }

    Map<String, Object> consumer(String topic) {
        var config = common(topic);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, "nachweis-" + settings.service());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        // A record is sent on at once; only an end, or a step back after a failure, waits for it.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_500);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        if (node.isLasting()) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, node.name() + "-" + topic);
        }
        return config;
    }

    private Map<String, Object> common(String purpose) {
        var config = new HashMap<String, Object>(settings.kafka());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.kafkaBootstrapServers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "nachweis-" + settings.service() + "-" + purpose);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 200);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        config.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 2_000);
        return config;
    }
}
