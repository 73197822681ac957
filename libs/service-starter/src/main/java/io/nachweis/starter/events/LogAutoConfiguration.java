package io.nachweis.starter.events;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.evidence.MongoSubjectEntries;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.evidence.StreamReads;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.personal.Disclosures;
import io.nachweis.personal.PersonalDataModule;
import io.nachweis.starter.OwnEntries;
import java.time.Duration;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;

/** The evidence log of a service. Each part of it names its events in a bean of type {@link EntryTypes}. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
class LogAutoConfiguration {

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(List<EntryTypes> types, PersonalDataModule personal) {
        return PublishedTypeSerializer.of(EntryTypes.union(types), personal);
    }

    @Bean
    StoredFields storedFields(List<EntryTypes> types) {
        return new StoredFields(EntryTypes.union(types));
    }

    @Bean
    EvidenceLogEngine eventStorageEngine(
            MongoDatabase database,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            Disclosures disclosures,
            @Value("${nachweis.log.poll:500ms}") Duration poll) {
        var engine = EvidenceLogEngine.builder(database, eventSerializer, disclosures)
                .withoutSnapshots()
                .pollEvery(poll)
                .build();
        engine.ensureIndexes();
        return engine;
    }

    @Bean
    StreamReads streamReads(EvidenceLogEngine engine) {
        return engine.reads();
    }

    @Bean
    WithheldEvents withheldEvents(
            MongoDatabase database, @Qualifier("eventSerializer") Serializer eventSerializer, Disclosures disclosures) {
        return new WithheldEvents(database, eventSerializer, disclosures);
    }

    @Bean
    SubjectEntries subjectEntries(MongoDatabase database, Disclosures disclosures) {
        return new MongoSubjectEntries(database, disclosures);
    }

    @Bean
    OwnEntries ownEntries(SubjectEntries entries, MessageSource words) {
        return new OwnEntries(entries, words);
    }
}
