package io.nachweis.lifecycle.due;

import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.DomainClock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** For a service that says what is to be done when something is due. */
@AutoConfiguration
@ConditionalOnBean(WhenDue.class)
@EnableScheduling
class DueAutoConfiguration {

    @Bean
    DueItems dueItems(MongoDatabase database) {
        return new DueItems(database);
    }

    @Bean
    DoWhatIsDue doWhatIsDue(DueItems items, WhenDue whenDue, CommandGateway commands, DomainClock clock) {
        return new DoWhatIsDue(items, whenDue, commands, clock);
    }
}
