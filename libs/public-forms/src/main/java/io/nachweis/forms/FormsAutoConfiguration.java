package io.nachweis.forms;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.Erasure;
import io.nachweis.forms.admission.AdmissionSettings;
import io.nachweis.forms.admission.FormAdmission;
import io.nachweis.forms.admission.SignedTimestamps;
import io.nachweis.forms.page.Pages;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.events.DeadLetterGroup;
import io.nachweis.starter.events.ParallelTasks;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The forms of a service whose {@code nachweis.forms} names the kinds that it takes. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnBean(PublicForm.class)
@Import(ReceivedForm.class)
class FormsAutoConfiguration {

    /** Enough that a slow database holds up few people behind others. */
    private static final int SEGMENTS = 4;

    /** So many that hardly anybody waits behind somebody else, and so few that a number names nobody. */
    private static final int SEQUENCES = 1_024;

    @Bean
    FormTokens formTokens(SignedTimestamps timestamps) {
        return new FormTokens(timestamps);
    }

    @Bean
    EntryTypes formTypes() {
        return EntryTypes.of(FormReceived.class);
    }

    @Bean
    FormIntake formIntake(
            Controllers controllers,
            FormTokens formTokens,
            FormAdmission admission,
            SubjectIds subjectIds,
            CommandGateway commands,
            DomainClock clock) {
        return new FormIntake(controllers, formTokens, admission, subjectIds, commands, clock);
    }

    @Bean
    AdmitForms admitForms(
            List<PublicForm> forms,
            FormIntake intake,
            FormAdmission admission,
            Erasure erasure,
            ParallelTasks tasks,
            DomainClock clock,
            AdmissionSettings settings) {
        return new AdmitForms(forms, intake, admission, erasure, tasks, clock, settings.admissionDelay());
    }

    @Bean
    AdmitBeforeErasure admitBeforeErasure(OwnEntries entries, EventStore log, AdmitForms admission) {
        return new AdmitBeforeErasure(entries, log, admission);
    }

    /** What can never be admitted waits for an operator; it has been accepted, and must not be lost. */
    @Bean
    DeadLetterGroup admissionDeadLetters() {
        return new DeadLetterGroup(AdmitForms.GROUP);
    }

    @Bean
    ConfigurerModule admissionProcessor() {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessorConfiguration(
                        AdmitForms.GROUP, (_, processor) -> processor.initialSegmentCount(SEGMENTS))
                .registerSequencingPolicy(AdmitForms.GROUP, _ -> FormsAutoConfiguration::sequence);
    }

    /** The forms of one person in the order in which they came. */
    private static Integer sequence(EventMessage<?> event) {
        return event.getPayload() instanceof FormReceived received
                        && !received.subject().isErased()
                ? Math.floorMod(received.subject().hashCode(), SEQUENCES)
                : 0;
    }

    @Bean
    FormDefinitions formDefinitions(
            List<PublicForm> endpoints,
            FormTokens formTokens,
            FormAdmission admission,
            MessageSource messages,
            DomainClock clock) {
        return new FormDefinitions(endpoints, formTokens, admission, messages, clock);
    }

    @Bean
    FormController formController(Controllers controllers, FormDefinitions definitions) {
        return new FormController(controllers, definitions);
    }

    @Bean
    FormPage.Shown formPages(FormDefinitions definitions, Pages pages) {
        return new FormPage.Shown(definitions, pages);
    }
}
