package io.nachweis.facts;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.ServiceKeyFolder;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.SigningKey;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Node;
import io.nachweis.starter.Secrets;
import io.nachweis.starter.events.ProcessorPositions;
import io.nachweis.starter.events.ProcessorReset;
import io.nachweis.starter.events.SegmentClaims;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
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
    ServiceKeys factKeys(NachweisSettings settings) {
        return ServiceKeyFolder.ofFacts(settings.secrets());
    }

    @Bean
    FactVerifier factVerifier(ServiceKeys keys, DomainClock clock) {
        return new FactVerifier(keys, clock::now);
    }

    @Bean
    FactSigner factSigner(NachweisSettings settings, Secrets secrets, ServiceKeys keys) {
        byte[] seed = secrets.key(settings.service() + "-facts");
        return new FactSigner(SigningKey.of("/" + settings.service(), seed).in(keys));
    }

    @Bean
    FactsPutAside factsPutAside(MongoDatabase database) {
        return new FactsPutAside(database);
    }

    @Bean
    FactConsumers factConsumers(
            List<FactListener> listeners,
            List<Publication> publications,
            FactVerifier verifier,
            MongoDatabase database,
            KafkaClients clients,
            KafkaTopics topics,
            MeterRegistry meters) {
        return new FactConsumers(
                listeners, new Publications(publications).topics(), verifier, database, clients, topics, meters);
    }

    @Bean
    FactPublisher factPublisher(
            FactSigner signer,
            List<Publication> publications,
            EventStore log,
            KafkaClients clients,
            KafkaTopics topics,
            SegmentClaims claims,
            MeterRegistry meters) {
        return new FactPublisher(
                signer,
                new Publications(publications),
                log,
                topics,
                segment -> new SegmentProducer(
                        () -> new KafkaProducer<>(clients.producer(segment)),
                        () -> claims.confirm(FactPublisher.GROUP, segment)),
                meters);
    }

    @Bean
    UnpublishedEntries unpublishedEntries(
            List<Publication> publications, ProcessorPositions positions, EvidenceLogEngine log) {
        return new UnpublishedEntries(new Publications(publications), positions, log);
    }

    @Bean
    Republication republication(
            ProcessorReset reset,
            EventStore log,
            DomainClock clock,
            @Value("${nachweis.republish:0s}") Duration atStart) {
        return new Republication(reset, log, clock, atStart);
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
