package io.nachweis.local;

import io.nachweis.consent.ConsentApplication;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.gateway.GatewayApplication;
import io.nachweis.lead.LeadApplication;
import io.nachweis.newsletter.NewsletterApplication;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.RightsApplication;
import io.nachweis.starter.NachweisService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** Every part of the platform in this process, in the place of the machines it would have. */
final class LocalPlatform implements AutoCloseable {

    static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");

    private final Ports ports;
    private final DataFolder data;
    private final PlatformSecrets secrets;
    private final Path controllers;
    private final Path outside;
    private final PlatformEnvironment environment;
    final Parts parts = new Parts();
    private volatile @Nullable KafkaBroker broker;

    /**
     * @param controllers the folder of their policies
     * @param outside the folder of what is kept outside the database
     */
    LocalPlatform(
            Ports ports,
            DataFolder data,
            PlatformSecrets secrets,
            Path controllers,
            Path outside,
            PlatformEnvironment environment) {
        this.ports = ports;
        this.data = data;
        this.secrets = secrets;
        this.controllers = controllers;
        this.outside = outside;
        this.environment = environment;
    }

    /** What others need first; what needs nothing of each other together. */
    void start() {
        secrets.ensureAll(Controllers.load(controllers));

        Map<String, Callable<? extends AutoCloseable>> before = new LinkedHashMap<>();
        before.put("MongoDB", this::database);
        KafkaLogins logins = KafkaLogins.of(secrets, SERVICES);
        before.put("Kafka", () -> broker = broker(logins));
        before.putAll(environment.before());
        together(before);

        Map<String, Callable<? extends AutoCloseable>> services = new LinkedHashMap<>(environment.beside(parts));
        services.put(
                "newsletter", () -> service(NewsletterApplication.class, "newsletter", ports.newsletter(), logins));
        services.put("consent", () -> service(ConsentApplication.class, "consent", ports.consent(), logins));
        services.put("lead", () -> service(LeadApplication.class, "lead", ports.lead(), logins));
        services.put("rights", () -> service(RightsApplication.class, "rights", ports.rights(), logins));
        services.put(
                "gateway",
                () -> run(GatewayApplication.builder(), ports.gateway(), environment.gatewayAddress(), List.of()));
        for (String part : environment.elsewhere()) {
            if (services.remove(part) == null) {
                throw new CannotRun("There is no part " + part + " to leave out.");
            }
        }
        together(services);
    }

    List<String> greeting() {
        return environment.greeting();
    }

    /** What a broker that crashed may have lost is published again. */
    private List<String> republish() {
        return broker != null && broker.crashedBefore() ? List.of("--nachweis.republish=5m") : List.of();
    }

    private EmbeddedMongo database() {
        EmbeddedMongo database = EmbeddedMongo.start(data.mongo());
        environment.databasePort().ifPresent(database::openTcp);
        return database;
    }

    private KafkaBroker broker(KafkaLogins logins) {
        return environment.isClosed()
                ? KafkaBroker.start(data.kafka(), ports.kafka(), ports.kafkaController(), logins)
                : KafkaBroker.start(data.kafka(), ports.kafkaLogins(), ports.kafkaController(), ports.kafka(), logins);
    }

    private AutoCloseable service(Class<?> application, String name, int port, KafkaLogins logins) {
        List<String> own = new ArrayList<>(republish());
        logins.client(name).forEach((setting, value) -> own.add("--nachweis.kafka." + setting + "=" + value));
        return run(NachweisService.builder(application, name), port, "127.0.0.1", own);
    }

    private AutoCloseable run(SpringApplicationBuilder application, int port, String address, List<String> own) {
        List<String> arguments = new ArrayList<>(settings());
        arguments.addAll(own);
        arguments.addAll(environment.settings());
        arguments.add("--server.port=" + port);
        arguments.add("--server.address=" + address);
        return application
                .initializers(context -> environment.prepare((GenericApplicationContext) context))
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    private List<String> settings() {
        return List.of(
                "--KAFKA_BOOTSTRAP_SERVERS=localhost:" + (environment.isClosed() ? ports.kafka() : ports.kafkaLogins()),
                "--CONSENT_URL=http://127.0.0.1:" + ports.consent(),
                "--MANAGEMENT_PORT=" + ports.gatewayMetrics(),
                "--NEWSLETTER_URL=http://127.0.0.1:" + ports.newsletter(),
                "--LEAD_URL=http://127.0.0.1:" + ports.lead(),
                "--RIGHTS_URL=http://127.0.0.1:" + ports.rights(),
                // Nobody else appends to their logs.
                "--nachweis.log.poll=5s",
                // Between the parts of one process there is no line that anybody could be on.
                "--nachweis.mtls.certificate=",
                "--nachweis.mtls.key=",
                "--nachweis.mtls.authority=",
                "--NACHWEIS_SECRETS=" + secrets.folder(),
                "--NACHWEIS_CONTROLLERS=" + controllers,
                "--nachweis.outside=" + outside,
                "--nachweis.secrets=" + secrets.folder(),
                "--nachweis.controllers=" + controllers);
    }

    private void start(String name, Callable<? extends AutoCloseable> start) {
        long began = System.nanoTime();
        try {
            parts.start(name, start);
        } catch (Exception e) {
            throw new CannotStart(name, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("  ✔ %-15s %5.1f s%n", name, took.toMillis() / 1000.0);
    }

    /** Names the part that failed; the log has the rest. */
    static final class CannotStart extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CannotStart(String part, Exception cause) {
            super(part + " did not start: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
        }
    }

    private void together(Map<String, Callable<? extends AutoCloseable>> starts) {
        parts.nextStage();
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
            List<Future<?>> begun = new ArrayList<>();
            starts.forEach((name, start) -> begun.add(threads.submit(() -> start(name, start))));
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
        parts.endAll();
        data.close();
    }
}
