package io.nachweis.starter.guard;

import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** What a service needs to let strangers fill in its forms. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
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
}
