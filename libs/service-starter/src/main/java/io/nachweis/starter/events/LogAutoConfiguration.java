package io.nachweis.starter.events;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.BrokenLog;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.evidence.MongoSubjectEntries;
import io.nachweis.evidence.PublishedTypeSerializer;
import io.nachweis.evidence.StreamReads;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.MongoCheckpoints;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.personal.Disclosures;
import io.nachweis.personal.PersonalDataModule;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.OutsideStore;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.Secrets;
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
            Integrator integrator,
            @Value("${nachweis.log.poll:500ms}") Duration poll) {
        requireSignedLog(integrator);
        var engine = EvidenceLogEngine.builder(database, eventSerializer, disclosures)
                .withoutSnapshots()
                .pollEvery(poll)
                .build();
        engine.ensureIndexes();
        return engine;
    }

    /** What was appended to a log that was set back would stand where something else was signed. */
    private static void requireSignedLog(Integrator integrator) {
        try {
            integrator.verify();
        } catch (BrokenLog e) {
            throw new BrokenLog(
                    "Nothing may be appended to this log. " + e.getMessage()
                            + ". What is missing has to be restored first: docs/operations.md, \"When a log is not what was signed\"");
        }
    }

    @Bean
    LogKeys logKeys(NachweisSettings settings, Secrets secrets) {
        return new LogKeys(settings, secrets);
    }

    @Bean
    Integrator integrator(MongoDatabase database, LogKeys keys, OutsideStore outside) {
        return new Integrator(
                database, keys.signer(), keys::all, List.of(outside.checkpoints(), MongoCheckpoints.signed(database)));
    }

    @Bean
    PublishedTree publishedTree(MongoDatabase database) {
        return new PublishedTree(database);
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
