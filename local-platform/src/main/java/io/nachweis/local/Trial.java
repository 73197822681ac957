package io.nachweis.local;

import io.nachweis.gateway.LoopbackOrigins;
import io.nachweis.local.site.SiteApplication;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.PolicyVersions;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.springframework.context.support.GenericApplicationContext;

/** A trial: a mail catcher, tokens for the asking, a clock that can be moved, and a site to use them on. */
final class Trial implements PlatformEnvironment {

    private final Ports ports;
    private final Path data;
    private final Path controllers;
    private final TrialClock clock;
    private final Optional<Keycloak> keycloak;
    private final Tokens tokens;
    final MailCatcher mails;

    Trial(Path controllers, Ports ports, DataFolder data, PlatformSecrets secrets, Optional<Keycloak> keycloak) {
        this.ports = ports;
        this.data = Path.of(data.toString());
        this.controllers = controllers;
        this.clock = TrialClock.at(data.clock());
        this.keycloak = keycloak;
        this.tokens = keycloak.<Tokens>map(real -> real).orElseGet(() -> TokenIssuer.at(ports.issuer(), secrets));
        this.mails = new MailCatcher(ports.smtp(), clock);
    }

    @Override
    public List<String> settings() {
        return List.of(
                "--MONGODB_URI="
                        + replaced(
                                "NACHWEIS_TRIAL_MONGODB_URI",
                                DataFolder.database(data).uri()),
                "--SMTP_URL=" + replaced("NACHWEIS_TRIAL_SMTP_URL", "smtp://127.0.0.1:" + ports.smtp()),
                "--OIDC_ISSUER_URI=" + keycloak.map(Keycloak::issuer).orElseGet(ports::issuer),
                "--PUBLIC_URL=" + ports.publicUrl());
    }

    /** A part of a trial may be looked for elsewhere, under a name that nobody has set for the real ones by chance. */
    private static String replaced(String variable, String own) {
        return Objects.requireNonNullElse(System.getenv(variable), own);
    }

    /** For tools that know no Unix sockets. */
    @Override
    public OptionalInt databasePort() {
        String port = replaced("NACHWEIS_TRIAL_MONGODB_PORT", "");
        if (!port.matches("|[0-9]{1,5}")) {
            throw new CannotRun("NACHWEIS_TRIAL_MONGODB_PORT needs a number.");
        }
        return port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    /** The domain's clock can be moved, the controllers are those of a trial, and pages of this machine may use their forms. */
    @Override
    public void prepare(GenericApplicationContext context) {
        context.registerBean(TrialClock.class, () -> clock);
        context.registerBean(Controllers.class, () -> controllersOf(context));
        context.registerBean(LoopbackOrigins.class, LoopbackOrigins::accepted);
    }

    /** What is in force in a service; the files elsewhere. */
    private Controllers controllersOf(GenericApplicationContext context) {
        PolicyVersions versions = context.getBeanProvider(PolicyVersions.class).getIfAvailable();
        return new ControllersOfTrial(
                versions == null ? Controllers.load(controllers) : versions.controllers(), URI.create(ports.siteUrl()));
    }

    @Override
    public Map<String, Callable<? extends AutoCloseable>> before() {
        return Map.of("mail", mails::listen);
    }

    @Override
    public Map<String, Callable<? extends AutoCloseable>> beside(Parts all) {
        Map<String, Callable<? extends AutoCloseable>> parts = new LinkedHashMap<>();
        parts.put("developer site", () -> site(all));
        keycloak.ifPresent(real -> parts.put("Keycloak", real::run));
        return parts;
    }

    @Override
    public List<String> elsewhere() {
        String parts = replaced("NACHWEIS_TRIAL_WITHOUT", "");
        return parts.isBlank() ? List.of() : List.of(parts.split(","));
    }

    private AutoCloseable site(Parts all) {
        SiteApplication.Shown shown =
                new SiteApplication.Shown(ports.publicUrl(), ports.siteUrl(), mails, tokens, clock, all);
        return SiteApplication.builder(shown)
                .initializers(context -> prepare((GenericApplicationContext) context))
                .registerShutdownHook(false)
                .run("--server.port=" + ports.site(), "--server.address=127.0.0.1");
    }

    @Override
    public List<String> greeting() {
        return PlatformStatus.addresses(ports, data);
    }
}
