package io.nachweis.forms.admission;

import com.mongodb.client.MongoDatabase;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.FormGuard.AddressKind;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What a service needs to let strangers fill in its forms. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
@EnableScheduling
@EnableConfigurationProperties(GuardSettings.class)
class GuardAutoConfiguration {

    @Bean
    Pseudonyms guardPseudonyms(Secrets secrets, NachweisSettings settings) {
        return new Pseudonyms(secrets.key(settings.service() + "-tokens"));
    }

    @Bean
    Caps caps(MongoDatabase database) {
        return new Caps(database);
    }

    @Bean
    MailCap mailCap(Caps caps, Pseudonyms pseudonyms) {
        return new MailCap(caps, pseudonyms);
    }

    @Bean
    Suppressions suppressions(MongoDatabase database, Pseudonyms pseudonyms) {
        return new Suppressions(database, pseudonyms);
    }

    @Bean
    Stamps stamps(Pseudonyms pseudonyms) {
        return new Stamps(pseudonyms);
    }

    @Bean
    MailCodes mailCodes(Caps caps, Pseudonyms pseudonyms) {
        return new KeyedMailCodes(caps, pseudonyms);
    }

    @Bean
    Guard guard(
            Controllers controllers,
            Caps caps,
            Pseudonyms pseudonyms,
            MailCap mails,
            Suppressions suppressions,
            GuardSettings settings) {
        if (settings.disposableDomains() == null && refusesDisposable(controllers)) {
            throw new IllegalArgumentException(
                    "A form refuses disposable addresses: NACHWEIS_DISPOSABLE_DOMAINS, a file with one domain a line, must be set");
        }
        var unwanted = new UnwantedAddresses(settings.disposableDomains());
        return new Guard(caps, pseudonyms, mails, suppressions, unwanted, new ProofOfWork(caps, pseudonyms));
    }

    @Bean
    SameTime sameTime(GuardSettings settings) {
        return new SameTime(settings.publicAnswerStep());
    }

    @Bean
    FilterRegistrationBean<SameTime> sameTimeFilter(SameTime sameTime) {
        var registration = new FilterRegistrationBean<>(sameTime);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return registration;
    }

    @Bean
    WebMvcConfigurer sameTimeInterceptor(SameTime sameTime) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(sameTime);
            }
        };
    }

    @Bean
    ForgetWhatIsOver forgetWhatIsOver(Caps caps, Suppressions suppressions, Clock clock) {
        return new ForgetWhatIsOver(caps, suppressions, clock);
    }

    private static boolean refusesDisposable(Controllers controllers) {
        return controllers.all().stream()
                .flatMap(policy -> policy.forms().values().stream())
                .anyMatch(form -> form.guard().refuse().contains(AddressKind.DISPOSABLE));
    }
}
