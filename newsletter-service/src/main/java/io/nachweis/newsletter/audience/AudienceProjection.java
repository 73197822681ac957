package io.nachweis.newsletter.audience;

import io.nachweis.newsletter.audience.Members.Member;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.WithdrawalDisowned;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Knows who is in which audience. Disposable: rebuilt by replaying the log.
 *
 * <p>Whoever follows the changes asks for what is later than the last position they saw, so nothing may appear before it
 * afterwards. Hence one segment, which handles the log in its order; and while an entry waits aside because it could not
 * be handled, {@link Exports} hands nothing out.
 */
@Component
@ProcessingGroup(AudienceProjection.GROUP)
class AudienceProjection {

    static final String GROUP = "audience";

    private final Members members;

    AudienceProjection(Members members) {
        this.members = members;
    }

    @EventHandler
    void on(SubscriptionConfirmed event, TrackingToken token) {
        event.wordings().stream()
                .flatMap(wording -> wording.purposes().stream())
                .distinct()
                .forEach(purpose -> members.put(
                        new Audience(event.controller(), purpose),
                        new Member(event.subscription(), true, position(token))));
    }

    @EventHandler
    void on(ConsentWithdrawn event, TrackingToken token) {
        members.put(
                new Audience(event.controller(), event.purpose()),
                new Member(event.subscription(), false, position(token)));
    }

    @EventHandler
    void on(WithdrawalDisowned event, TrackingToken token) {
        if (event.inForce()) {
            members.put(
                    new Audience(event.controller(), event.purpose()),
                    new Member(event.subscription(), true, position(token)));
        }
    }

    @ResetHandler
    void clear() {
        members.clear();
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }

    /** Makes the projection handle the log in its order. */
    @Configuration(proxyBeanMethods = false)
    static class InOrder {

        @Bean
        ConfigurerModule audienceInOrder() {
            return configurer -> configurer
                    .eventProcessing()
                    .registerPooledStreamingEventProcessorConfiguration(
                            GROUP, (_, processor) -> processor.initialSegmentCount(1));
        }
    }
}
