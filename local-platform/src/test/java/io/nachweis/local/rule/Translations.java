package io.nachweis.local.rule;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.facts.Publication;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.newsletter.link.Withdrawals;
import io.nachweis.personal.Handles;
import io.nachweis.starter.DomainClock;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** How each service speaks of its events and what the newsletter service does on hearing facts: its own classes. */
final class Translations {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private final Publication newsletter;
    private final Publication consent;
    private final FactListener newsletterListens;
    private UUID subscription = new UUID(0, 0);
    private Consumer<Object> commands = _ -> {};

    Translations() {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(CommandGateway.class, this::gateway);
        context.registerBean(Handles.class, this::handles);
        context.registerBean(DomainClock.class, () -> new DomainClock(CLOCK));
        context.registerBean(SubscriptionHandles.class);
        context.registerBean(Withdrawals.class);
        context.scan("io.nachweis.newsletter.publication", "io.nachweis.consent.publication");
        // What else is there needs more than is here.
        for (String bean : context.getBeanDefinitionNames()) {
            context.getBeanDefinition(bean).setLazyInit(true);
        }
        context.refresh();
        this.newsletter = publication(context, Topics.of("newsletter"));
        this.consent = publication(context, Topics.CONSENTS);
        this.newsletterListens = context.getBeansOfType(FactListener.class).values().stream()
                .filter(each -> each.topics().contains(Topics.CONSENTS))
                .findFirst()
                .orElseThrow();
    }

    private static Publication publication(AnnotationConfigApplicationContext context, String topic) {
        return context.getBeansOfType(Publication.class).values().stream()
                .filter(each -> each.topics().contains(topic))
                .findFirst()
                .orElseThrow();
    }

    Stream<Fact.OfConsent> ofNewsletter(Object event) {
        return facts(newsletter.announce(event));
    }

    Stream<Fact.OfConsent> ofConsent(Object event) {
        return facts(consent.announce(event));
    }

    private static Stream<Fact.OfConsent> facts(List<Publication.Announcement> announced) {
        return announced.stream()
                .flatMap(each -> each.data() instanceof Fact.OfConsent fact ? Stream.of(fact) : Stream.empty());
    }

    /** What the newsletter service wants done on hearing a fact from the ledger. */
    void newsletterHears(ReceivedFact received, UUID subscription, Consumer<Object> commands) {
        this.subscription = subscription;
        this.commands = commands;
        newsletterListens.on(received);
    }

    private CommandGateway gateway() {
        return (CommandGateway) Proxy.newProxyInstance(
                CommandGateway.class.getClassLoader(), new Class<?>[] {CommandGateway.class}, (_, _, arguments) -> {
                    commands.accept(arguments[0]);
                    return null;
                });
    }

    private Handles handles() {
        return new Handles() {
            @Override
            public UUID of(SubjectId subject, String kind) {
                return subscription;
            }

            @Override
            public Optional<UUID> begin(SubjectId subject, String kind) {
                return Optional.empty();
            }

            @Override
            public Optional<UUID> find(SubjectId subject, String kind) {
                return Optional.of(subscription);
            }

            @Override
            public void destroy(SubjectId subject, String kind, UUID handle) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void destroyAll(SubjectId subject) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
