package io.nachweis.mail;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.StreamReads;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.RegisteredHosts;
import io.nachweis.starter.Secrets;
import io.nachweis.starter.events.ParallelTasks;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The mail dispatch of a service that writes to people. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnBean(Correspondence.class)
@EnableConfigurationProperties(MailSettings.class)
@EnableScheduling
@Import({MailRecord.class, PublishedText.class})
class MailAutoConfiguration {

    @Bean
    EntryTypes mailTypes() {
        return EntryTypes.of(MailEvent.class, TextPublished.class);
    }

    @Bean
    MailTokens mailTokens(Secrets secrets, NachweisSettings settings) {
        return new HmacMailTokens(secrets.key(settings.service() + "-tokens"));
    }

    @Bean
    RegisteredHosts registeredMailServer(NachweisSettings settings) {
        return new RegisteredHosts(
                "SMTP_URL", List.of(SmtpAddress.of(settings.smtpUrl()).host()));
    }

    @Bean
    MailServer mailServer(NachweisSettings settings, MailSettings mail) {
        return new MailServer(
                SmtpAddress.of(settings.smtpUrl()), settings.publicUrl().getHost(), mail.connections());
    }

    @Bean
    MailAttempts mailAttempts(MongoDatabase database) {
        return new MailAttempts(database);
    }

    @Bean
    MailDispatcher mailDispatcher(
            Correspondence correspondence,
            MailSettings settings,
            Controllers controllers,
            ObjectProvider<SendingWindow> window,
            MailServer server,
            MailAttempts attempts,
            StreamReads reads,
            CommandGateway commands,
            ParallelTasks tasks,
            PublishedTree published,
            DomainClock clock) {
        return new MailDispatcher(
                correspondence,
                new Envelopes(
                        settings.from(),
                        controllers.all(),
                        new WitnessedCheckpoint(published::checkpoint, InstantSource.system())),
                window.getIfAvailable(() -> SendingWindow.OPEN),
                server,
                attempts,
                new MailRecords(reads, commands),
                new PublishedTexts(commands),
                tasks,
                clock);
    }

    @Bean
    Mailing mailing(MailDispatcher dispatcher, MailTokens tokens, NachweisSettings settings) {
        return new Mailing(dispatcher, tokens, settings.publicUrl());
    }

    @Bean
    RetryDeferredMails retryDeferredMails(
            MailAttempts attempts, MailDispatcher dispatcher, DomainClock clock, MeterRegistry meters) {
        return new RetryDeferredMails(attempts, dispatcher, clock, meters);
    }
}
