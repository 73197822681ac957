package io.nachweis.lifecycle.due;

import com.mongodb.client.MongoDatabase;
import io.nachweis.starter.DomainClock;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Retention ends in every service; a service can say what else is to be done when something is due. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
@EnableScheduling
class DueAutoConfiguration {

    @Bean
    DueItems dueItems(MongoDatabase database) {
        return new DueItems(database);
    }

    @Bean
    DoWhatIsDue doWhatIsDue(
            DueItems items,
            List<DueHandler> handlers,
            ObjectProvider<WhenDue> whenDue,
            CommandGateway commands,
            DomainClock clock) {
        return new DoWhatIsDue(items, handlers, whenDue.getIfAvailable(), commands, clock);
    }
}
