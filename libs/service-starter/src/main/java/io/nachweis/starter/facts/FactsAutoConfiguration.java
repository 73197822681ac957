package io.nachweis.starter.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.starter.FactListener;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import io.nachweis.starter.Publication;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Publishes the facts of a service that has a {@link Publication}, and listens for those that it follows. */
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
    Hearings hearings(
            List<FactListener> listeners,
            ObjectProvider<Publication> publication,
            KafkaClients clients,
            KafkaTopics topics,
            MeterRegistry meters) {
        var written = publication.stream().flatMap(p -> p.topics().stream()).toList();
        return new Hearings(listeners, Set.copyOf(written), clients, topics, meters);
    }

    @Bean
    @ConditionalOnBean(Publication.class)
    FactPublisher factPublisher(
            NachweisSettings settings,
            Publication publication,
            KafkaClients clients,
            KafkaTopics topics,
            TokenStore claims,
            MeterRegistry meters) {
        return new FactPublisher(
                settings.service(),
                publication,
                topics,
                segment -> new SegmentProducer(
                        () -> new KafkaProducer<>(clients.producer(segment)),
                        () -> claims.extendClaim(FactPublisher.GROUP, segment)),
                meters);
    }

    @Bean
    @ConditionalOnBean(Publication.class)
    ConfigurerModule publicationByPerson(Publication publication) {
        return configurer -> configurer
                .eventProcessing()
                .registerSequencingPolicy(FactPublisher.GROUP, _ -> new ByPerson(publication))
                .registerPooledStreamingEventProcessorConfiguration(
                        FactPublisher.GROUP, (_, processor) -> processor.initialSegmentCount(SEGMENTS));
    }
}
