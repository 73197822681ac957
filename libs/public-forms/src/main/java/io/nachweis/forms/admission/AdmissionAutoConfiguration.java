package io.nachweis.forms.admission;

import com.mongodb.client.MongoDatabase;
import io.nachweis.mail.SendingWindow;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.FormGuard.AddressKind;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What a service needs to let strangers fill in its forms. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
@EnableScheduling
@EnableConfigurationProperties(AdmissionSettings.class)
class AdmissionAutoConfiguration {

    @Bean
    Pseudonyms admissionPseudonyms(Secrets secrets, NachweisSettings settings) {
        return new Pseudonyms(secrets.key(settings.service() + "-tokens"));
    }

    @Bean
    RateLimits rateLimits(MongoDatabase database) {
        return new RateLimits(database);
    }

    @Bean
    MailRateLimit mailRateLimit(RateLimits limits, Pseudonyms pseudonyms) {
        return new MailRateLimit(limits, pseudonyms);
    }

    @Bean
    SendingWindow sendingWindow(RateLimits limits, Pseudonyms pseudonyms) {
        return new DomainAndFormWindow(limits, pseudonyms);
    }

    @Bean
    Suppressions suppressions(MongoDatabase database, Pseudonyms pseudonyms) {
        return new Suppressions(database, pseudonyms);
    }

    @Bean
    SignedTimestamps signedTimestamps(Pseudonyms pseudonyms) {
        return new SignedTimestamps(pseudonyms);
    }

    @Bean
    MailCodes mailCodes(RateLimits limits, Pseudonyms pseudonyms) {
        return new KeyedMailCodes(limits, pseudonyms);
    }

    @Bean
    FormAdmission formAdmission(
            Controllers controllers,
            RateLimits limits,
            Pseudonyms pseudonyms,
            MailRateLimit mails,
            Suppressions suppressions,
            AdmissionSettings settings) {
        if (settings.disposableDomains() == null && refusesDisposable(controllers)) {
            throw new IllegalArgumentException(
                    "A form refuses disposable addresses: NACHWEIS_DISPOSABLE_DOMAINS, a file with one domain a line, must be set");
        }
        var unwanted = new UnwantedAddresses(settings.disposableDomains());
        return new FormAdmission(
                limits, pseudonyms, mails, suppressions, unwanted, new ProofOfWork(limits, pseudonyms));
    }

    @Bean
    PurgeExpiredLimits purgeExpiredLimits(RateLimits limits, Suppressions suppressions, DomainClock clock) {
        return new PurgeExpiredLimits(limits, suppressions, clock);
    }

    private static boolean refusesDisposable(Controllers controllers) {
        return controllers.all().stream()
                .flatMap(policy -> policy.forms().values().stream())
                .anyMatch(form -> form.guard().refuse().contains(AddressKind.DISPOSABLE));
    }
}
