package io.nachweis.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.OrderSignature;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import io.nachweis.starter.Secrets;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Publishes the facts of a service, and listens for those that it follows. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
class FactsAutoConfiguration {

    /** Each is a transaction at a time, by one process at a time. */
    private static final int SEGMENTS = 2;

    @Bean
    KafkaClients kafkaClients(NachweisSettings settings, Node node) {
        return new KafkaClients(settings, node);
    }

    @Bean
    KafkaTopics kafkaTopics(KafkaClients clients) {
        return new KafkaTopics(clients.admin());
    }

    @Bean
    FactConsumers factConsumers(
            List<FactListener> listeners,
            List<Publication> publications,
            Secrets secrets,
            KafkaClients clients,
            KafkaTopics topics,
            MeterRegistry meters) {
        return new FactConsumers(
                listeners,
                new Publications(publications).topics(),
                OrderSignature.publicKey(secrets.publicKey("rights-facts")),
                clients,
                topics,
                meters);
    }

    @Bean
    FactPublisher factPublisher(
            NachweisSettings settings,
            List<Publication> publications,
            ObjectProvider<OrderKey> orders,
            KafkaClients clients,
            KafkaTopics topics,
            TokenStore claims,
            MeterRegistry meters) {
        return new FactPublisher(
                settings.service(),
                new Publications(publications),
                orders.stream().map(OrderKey::key).findFirst().orElse(null),
                topics,
                segment -> new SegmentProducer(
                        () -> new KafkaProducer<>(clients.producer(segment)),
                        () -> claims.extendClaim(FactPublisher.GROUP, segment)),
                meters);
    }

    @Bean
    ConfigurerModule publicationByPerson(List<Publication> publications) {
        return configurer -> configurer
                .eventProcessing()
                .registerSequencingPolicy(
                        FactPublisher.GROUP, _ -> new PersonSequencingPolicy(new Publications(publications)))
                .registerPooledStreamingEventProcessorConfiguration(
                        FactPublisher.GROUP, (_, processor) -> processor.initialSegmentCount(SEGMENTS));
    }
}
