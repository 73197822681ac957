package io.nachweis.facts;

import io.nachweis.contracts.TopicSettings;
import io.nachweis.contracts.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes topics as the contracts say, unless they exist or making them is left to the operator. */
final class KafkaTopics {

    private static final Logger log = LoggerFactory.getLogger(KafkaTopics.class);

    private final Map<String, Object> client;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    KafkaTopics(Map<String, Object> client) {
        this.client = client;
    }

    /** Returns when the topics exist; fails while Kafka does not answer. */
    void ensure(Set<String> topics) {
        var missing = topics.stream().filter(topic -> !known.contains(topic)).toList();
        if (missing.isEmpty()) {
            return;
        }
        try (var admin = Admin.create(client)) {
            admin.createTopics(missing.stream().map(KafkaTopics::newTopic).toList())
                    .values()
                    .forEach(this::await);
        }
    }

    private void await(String topic, KafkaFuture<?> made) {
        try {
            made.get();
            log.info("Made the topic {}", topic);
            known.add(topic);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case TopicExistsException _, AuthorizationException _ -> known.add(topic);
                case KafkaException failure -> throw failure;
                case null, default -> throw new KafkaException("The topic " + topic + " cannot be made", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private static NewTopic newTopic(String name) {
        TopicSettings settings = Topics.settings(name);
        return new NewTopic(name, Optional.of(settings.partitions()), Optional.empty()).configs(settings.config());
    }
}
