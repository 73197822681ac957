package io.nachweis.starter.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.starter.FactListener;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import io.nachweis.starter.Publication;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ConfigurerModule;
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
            MeterRegistry meters) {
        return new FactPublisher(settings.service(), publication, topics, new FactProducer(clients.producer()), meters);
    }

    /** One segment: facts leave in the order of the log. */
    @Bean
    ConfigurerModule publicationInOrder() {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessorConfiguration(
                        FactPublisher.GROUP, (_, processor) -> processor.initialSegmentCount(1));
    }
}
