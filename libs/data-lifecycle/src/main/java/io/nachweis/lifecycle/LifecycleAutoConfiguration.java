package io.nachweis.lifecycle;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.Erasure;
import io.nachweis.evidence.MongoErasure;
import io.nachweis.evidence.WithheldEvents;
import io.nachweis.facts.FactsPutAside;
import io.nachweis.facts.UnpublishedEntries;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.lifecycle.rules.RetentionRules;
import io.nachweis.personal.Handles;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.EraserDatabase;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.OwnEntries;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What a service answers about a person, and how it forgets one. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import({
    PersonalDataController.class,
    RetentionController.class,
    ApprovedRulesController.class,
    OrderedErasure.class,
    EndedCase.class,
    MovedCase.class,
    RecordedHold.class
})
class LifecycleAutoConfiguration {

    @Bean
    OwnPersonalData ownPersonalData(NachweisSettings settings, OwnEntries entries, Clock clock) {
        return new OwnPersonalData(settings.service(), entries, clock);
    }

    @Bean
    ErasureReports erasureReports(NachweisSettings settings) {
        return new ErasureReports(settings.service());
    }

    @Bean
    CarryOutErasures carryOutErasures(
            Controllers controllers,
            ObjectProvider<BeforeErasure> before,
            List<EntryTypes> types,
            AllKeptCases keptCases,
            PublishedBeforeEnd published,
            OwnEntries entries,
            SubjectKeys keys,
            HoldsInForce holds,
            MovesForGood moves,
            Erasure erasure,
            Handles handles,
            FactsPutAside putAside,
            BegunErasures begun,
            CommandGateway commands,
            EventStore log,
            DomainClock clock) {
        return new CarryOutErasures(
                controllers,
                before.stream().toList(),
                EntryTypes.union(types),
                keptCases.all(),
                published,
                entries,
                keys,
                holds,
                moves,
                erasure,
                handles,
                putAside,
                begun,
                commands,
                log,
                clock);
    }

    @Bean
    RecordHolds recordHolds(Controllers controllers, CommandGateway commands) {
        return new RecordHolds(controllers, commands);
    }

    @Bean
    PublishedBeforeEnd publishedBeforeEnd(
            ObjectProvider<BeforeEnd> before,
            UnpublishedEntries unpublished,
            OwnEntries entries,
            List<EntryTypes> types) {
        return new PublishedBeforeEnd(before.stream().toList(), unpublished, entries, EntryTypes.union(types));
    }

    /** Those of the service, which come before ours where both are of one category. */
    record AllKeptCases(Collection<KeptCases> all) {}

    @Bean
    AllKeptCases allKeptCases(ObjectProvider<KeptCases> ofTheService) {
        Map<String, KeptCases> byCategory = new LinkedHashMap<>();
        Stream.concat(Stream.of(new ProofsOfErasure(), new KeptHolds()), ofTheService.stream())
                .forEach(kept -> byCategory.put(kept.category(), kept));
        return new AllKeptCases(byCategory.values());
    }

    @Bean
    CaseRetention caseRetention(
            AllKeptCases kept,
            Controllers controllers,
            OwnEntries entries,
            List<EntryTypes> types,
            SubjectKeys keys,
            HoldsInForce holds,
            MovesForGood moves,
            EventStore log) {
        return new CaseRetention(kept.all(), controllers, entries, EntryTypes.union(types), keys, holds, moves, log);
    }

    @Bean
    MovesForGood movesForGood(CommandGateway commands, EventStore log) {
        return new MovesForGood(commands, log);
    }

    @Bean
    HoldsInForce holdsInForce(SubjectKeys keys, WithheldEvents log) {
        return new HoldsInForce(keys, log);
    }

    @Bean
    RetentionTriggers whatEndsHolds() {
        return RetentionTriggers.of(RetentionHold.CATEGORY, Trigger.LIFTING);
    }

    @Bean
    HeldEnds heldEnds(HoldsInForce holds, DueItems items, ObjectProvider<WhenDue> timers, OwnEntries entries) {
        return new HeldEnds(holds, items, timers.getIfAvailable(), entries);
    }

    @Bean
    RetentionRules retentionRules(AllKeptCases kept, EventStore log, CommandGateway commands, DomainClock clock) {
        return new RetentionRules(kept.all().stream().map(KeptCases::category).toList(), log, commands, clock);
    }

    @Bean
    CarriedOutMoves carriedOutMoves(AllKeptCases kept) {
        return new CarriedOutMoves(kept.all());
    }

    @Bean
    RetentionPreview retentionPreview(
            CaseRetention retention,
            DueItems items,
            ObjectProvider<WhenDue> timers,
            HoldsInForce holds,
            OwnEntries entries,
            DomainClock clock) {
        return new RetentionPreview(retention, items, timers.getIfAvailable(), holds, entries, clock);
    }

    @Bean
    RetentionProjection retentionProjection(AllKeptCases kept, CaseRetention retention, DueItems items) {
        return new RetentionProjection(kept.all(), retention, items);
    }

    @Bean
    EndRetention endRetention(
            CaseRetention retention,
            PublishedBeforeEnd published,
            DueItems items,
            CommandGateway commands,
            Erasure erasure,
            UnneededHandles handles,
            MovesForGood moves) {
        return new EndRetention(retention, published, items, commands, erasure, handles, moves);
    }

    @Bean
    UnneededHandles unneededHandles(SubjectKeys keys, Handles handles) {
        return new UnneededHandles(keys, handles);
    }

    @Bean
    BegunErasures begunErasures(MongoDatabase database) {
        return new BegunErasures(database);
    }

    @Bean
    EntryTypes erasureTypes() {
        return EntryTypes.of(ErasureEvent.class, RetentionEnded.class, RetentionHold.class, RetentionMoved.class);
    }

    @Bean
    ErasureUnlessHeld erasure(
            EraserDatabase log,
            MongoDatabase database,
            SubjectKeys keys,
            HoldsInForce holds,
            @Value("${nachweis.erasure-grace:10s}") Duration erasureGrace) {
        return new ErasureUnlessHeld(
                new MongoErasure(log.database(), database, keys, erasureGrace), keys, holds, database);
    }

    @Bean
    ReleasedErasures releasedErasures(
            ErasureUnlessHeld erasure,
            HoldsInForce holds,
            PublishedBeforeEnd published,
            UnneededHandles handles,
            SubjectKeys keys,
            EventStore log,
            DueItems items) {
        return new ReleasedErasures(erasure, holds, published, handles, keys, log, items);
    }

    @Bean
    CompleteErasures completeErasures(
            CarryOutErasures erasures,
            Erasure erasure,
            BegunErasures begun,
            CommandGateway commands,
            DomainClock clock,
            @Qualifier("processorThreads") ScheduledExecutorService threads) {
        return new CompleteErasures(erasures, erasure, begun, commands, clock, threads);
    }
}
