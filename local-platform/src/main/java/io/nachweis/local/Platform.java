package io.nachweis.local;

import io.nachweis.local.DataFolder.Kind;
import io.nachweis.local.demo.DatabaseFiles;
import io.nachweis.local.demo.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The commands of {@code ./nachweis} that need Java. */
public final class Platform {

    private Platform() {}

    public static void main(String... args) {
        try {
            Path home = Path.of(System.getProperty("nachweis.home", "."))
                    .toAbsolutePath()
                    .normalize();
            CommandLine line = CommandLine.parse(home, args);
            switch (line.command()) {
                case "up" -> up(home, line);
                case "status" -> System.exit(PlatformStatus.print(line.ports(), line.data()) ? 0 : 1);
                case "demo" -> System.exit(tell(line) ? 0 : 1);
                case "dead-letters" -> Operator.of(line).deadLetters(line.words());
                case "rebuild" -> Operator.of(line).rebuild(line.words());
                case "republish" -> Operator.of(line).republish(line.words());
                case "keys" -> keys(line);
                case "compact" -> DatabaseUpkeep.compact(line.data());
                case "logs" -> System.exit(LogsCommand.run(line.words(), line.options(), controllers(home)) ? 0 : 1);
                case "policy" -> System.exit(PolicyCommand.run(line.words(), line.options()) ? 0 : 1);
                case "retention" -> RetentionCommand.run(line);
                case "approvals" -> ApprovalsCommand.run(line);
                case "verify" -> System.exit(VerifyCommand.run(line, System.getenv()) ? 0 : 1);
                default ->
                    throw new CannotRun(
                            "There are up, status, demo, dead-letters, rebuild, republish, keys, policy, logs, retention, approvals, compact and verify; not '"
                                    + line.command() + "'.");
            }
        } catch (CannotRun e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Platform.class).error("The platform ends here", e);
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Of any installation's secrets, whether its services run here or elsewhere. */
    private static void keys(CommandLine line) {
        if (line.words().size() != 2 || !line.words().getFirst().equals("rotate")) {
            throw new CannotRun("keys needs rotate SERVICE, such as: keys rotate newsletter");
        }
        String service = line.words().getLast();
        String named = System.getenv("NACHWEIS_SECRETS");
        if (named == null && DataFolder.isReal(line.data())) {
            throw new CannotRun("NACHWEIS_SECRETS must name the folder of keys.");
        }
        Path folder = named == null ? DataFolder.trialSecrets(line.data()) : Path.of(named);
        new PlatformSecrets(folder).rotate(service);
        System.out.printf(
                "%s-facts.pub and %s-calls.pub have a new key beside the old, and %s signs with it from its next start.%n",
                service, service, service);
    }

    private static boolean tell(CommandLine line) {
        if (DataFolder.isReal(line.data())) {
            throw new CannotRun("The demo makes people up; it is told in a trial.");
        }
        Ports ports = line.ports();
        return switch (line.words()) {
            case List<String> words
            when words.isEmpty() -> Demo.tell(ports.publicUrl(), ports.siteUrl(), "localhost:" + ports.kafka());
            case List<String> words
            when words.equals(List.of("retention")) ->
                Demo.tellOfRetention(
                        ports.publicUrl(),
                        ports.siteUrl(),
                        new DatabaseFiles(
                                DataFolder.mongo(line.data()),
                                () -> DatabaseUpkeep.run(line.data(), DatabaseUpkeep.COMPACT)));
            default -> throw new CannotRun("There are demo and demo retention.");
        };
    }

    /** Before several threads want to log at once; Tomcat speaks to the JDK's loggers. */
    private static void openLog() {
        LoggerFactory.getLogger(Platform.class).info("Starting");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static void up(Path home, CommandLine line) {
        Ports ports = line.ports();
        Stream.concat(ports.all().stream(), line.real() ? Stream.of() : ports.ofTrial(line.keycloak()).stream())
                .filter(port -> !port.isFree())
                .findFirst()
                .ifPresent(taken -> {
                    throw new CannotRun("Port " + taken.number() + " (" + taken.part()
                            + ") is in use; choose another base with --port.");
                });
        LocalPlatform platform = line.real() ? real(home, line) : trial(home, line);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            platform.close();
            ended.countDown();
        }));
        platform.start();
        platform.greeting().forEach(System.out::println);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LocalPlatform real(Path home, CommandLine line) {
        ProductionEnvironment production = ProductionEnvironment.of(System.getenv(), line.ports(), line.data());
        DataFolder data = DataFolder.open(line.data(), Kind.REAL);
        openLog();
        return new LocalPlatform(
                line.ports(),
                data,
                PlatformSecrets.of(data, production.secrets()),
                controllers(home),
                OwnerOnly.create(production.outside()),
                production);
    }

    private static LocalPlatform trial(Path home, CommandLine line) {
        Ports ports = line.ports();
        DataFolder data = DataFolder.open(line.data(), Kind.TRIAL);
        openLog();
        PlatformSecrets secrets = PlatformSecrets.of(data, data.trialSecrets());
        Optional<Keycloak> keycloak = line.keycloak()
                ? Optional.of(new Keycloak(
                        System.getProperty("nachweis.keycloak"), home, data.keycloakLog(), ports.keycloak()))
                : Optional.empty();
        Path controllers = controllers(home);
        Trial trial = new Trial(controllers, ports, data, secrets, keycloak);
        return new LocalPlatform(
                ports, data, secrets, controllers, OwnerOnly.create(DataFolder.outside(line.data())), trial);
    }

    /** The folder of the policies, in a trial and for real. */
    private static Path controllers(Path home) {
        String folder = Objects.requireNonNullElse(System.getenv("NACHWEIS_CONTROLLERS"), "");
        return folder.isBlank()
                ? home.resolve("deploy/controllers")
                : Path.of(folder).toAbsolutePath();
    }
}
