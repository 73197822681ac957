package io.nachweis.local;

import io.nachweis.consent.ConsentApplication;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.gateway.GatewayApplication;
import io.nachweis.local.site.SiteApplication;
import io.nachweis.newsletter.NewsletterApplication;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.NachweisService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** Every part of the platform in this process, in the place of the machines it would have. */
final class LocalPlatform implements AutoCloseable {

    private final Ports ports;
    private final TrialFolder trial;
    private final Secrets secrets;
    private final Path folder;
    private final Controllers controllers;
    private final MovableClock clock;
    private final TokenIssuer tokens;
    final MailCatcher mails;
    final Parts parts = new Parts();

    LocalPlatform(Path home, Ports ports, TrialFolder trial) {
        this.ports = ports;
        this.trial = trial;
        this.secrets = Secrets.of(trial);
        this.folder = home.resolve("deploy/controllers");
        // On one machine everybody has the same address.
        this.controllers = Controllers.load(folder, List.of(URI.create(ports.siteUrl())))
                .with(ControllerPolicy::withoutNetworkLimits);
        this.clock = MovableClock.at(trial.clock());
        this.tokens = TokenIssuer.at(ports.issuer(), secrets);
        this.mails = new MailCatcher(ports.smtp());
    }

    /** What others need first; what needs nothing of each other together. */
    void start() {
        List.of("master", "gateway", "services", "newsletter-tokens", "consent-tokens")
                .forEach(secrets::ensureKey);
        controllers.all().forEach(policy -> secrets.ensureKey("subject-" + policy.id()));

        together(
                () -> part("MongoDB", this::mongo),
                () -> part("Kafka", () -> KafkaBroker.start(trial.kafka(), ports.kafka(), ports.kafkaController())),
                () -> part("mail", mails::listen));
        together(
                () -> part("developer site", this::site),
                () -> part("newsletter", () -> service(NewsletterApplication.class, "newsletter", ports.newsletter())),
                () -> part("consent", () -> service(ConsentApplication.class, "consent", ports.consent())),
                () -> part("gateway", () -> run(GatewayApplication.builder(), ports.gateway())));
    }

    /** Leaves no byte behind of what was deleted while it ran. */
    private AutoCloseable mongo() {
        EmbeddedMongo mongo = EmbeddedMongo.start(trial.mongo(), ports.mongo());
        return () -> {
            mongo.compact();
            mongo.close();
        };
    }

    private AutoCloseable site() {
        SiteApplication.Shown shown =
                new SiteApplication.Shown(ports.publicUrl(), ports.siteUrl(), mails, tokens, clock, parts);
        return run(SiteApplication.builder(shown), ports.site());
    }

    private AutoCloseable service(Class<?> application, String name, int port) {
        return run(NachweisService.builder(application, name), port);
    }

    private AutoCloseable run(SpringApplicationBuilder application, int port) {
        List<String> arguments = new ArrayList<>(settings());
        arguments.add("--server.port=" + port);
        arguments.add("--server.address=127.0.0.1");
        return application
                .initializers(context -> asInATrial((GenericApplicationContext) context))
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    /** The domain's clock can be moved, and the demo website is one of each controller's. */
    private void asInATrial(GenericApplicationContext context) {
        context.registerBean(MovableClock.class, () -> clock);
        context.registerBean(Controllers.class, () -> controllers);
    }

    private List<String> settings() {
        return List.of(
                "--MONGODB_URI=" + replaced("NACHWEIS_TRIAL_MONGODB_URI", ports.mongoUri()),
                "--KAFKA_BOOTSTRAP_SERVERS=localhost:" + ports.kafka(),
                "--SMTP_URL=" + replaced("NACHWEIS_TRIAL_SMTP_URL", "smtp://127.0.0.1:" + ports.smtp()),
                "--OIDC_ISSUER_URI=" + ports.issuer(),
                "--PUBLIC_URL=" + ports.publicUrl(),
                "--CONSENT_URL=http://127.0.0.1:" + ports.consent(),
                "--MANAGEMENT_PORT=" + ports.gatewayMetrics(),
                "--NEWSLETTER_URL=http://127.0.0.1:" + ports.newsletter(),
                "--NACHWEIS_SECRETS=" + secrets.folder(),
                "--NACHWEIS_CONTROLLERS=" + folder,
                "--nachweis.secrets=" + secrets.folder(),
                "--nachweis.controllers=" + folder);
    }

    /** A part of a trial may be looked for elsewhere, under a name that nobody has set for the real ones by chance. */
    private static String replaced(String variable, String own) {
        return Objects.requireNonNullElse(System.getenv(variable), own);
    }

    private Parts.Part part(String name, Callable<? extends AutoCloseable> start) throws Exception {
        long began = System.nanoTime();
        Parts.Part part;
        try {
            part = parts.start(name, start);
        } catch (Exception e) {
            throw new CannotStart(name, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("  ✔ %-15s %5.1f s%n", name, took.toMillis() / 1000.0);
        return part;
    }

    /** Names the part that failed; the log has the rest. */
    static final class CannotStart extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CannotStart(String part, Exception cause) {
            super(part + " did not start: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
        }
    }

    private static void together(Callable<?>... starts) {
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.length)) {
            List<Future<?>> begun = new ArrayList<>();
            for (Callable<?> start : starts) {
                begun.add(threads.submit(start));
            }
            for (Future<?> each : begun) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotStart cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
        trial.close();
    }
}
