package io.nachweis.local;

import io.nachweis.local.demo.Demo;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
                case "status" -> System.exit(Status.print(line.ports()) ? 0 : 1);
                case "demo" -> System.exit(tell(line.ports()) ? 0 : 1);
                case "dead-letters" -> new Operator(line.ports()).deadLetters(line.words());
                case "rebuild" -> new Operator(line.ports()).rebuild(line.words());
                default ->
                    throw new CannotRun(
                            "There are up, status, demo, dead-letters and rebuild; not '" + line.command() + "'.");
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

    private static boolean tell(Ports ports) {
        return Demo.tell(ports.publicUrl(), ports.siteUrl(), "localhost:" + ports.kafka());
    }

    /** Before several threads want to log at once; Tomcat speaks to the JDK's loggers. */
    private static void openLog() {
        LoggerFactory.getLogger(Platform.class).info("Starting");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static void up(Path home, CommandLine line) {
        Ports ports = line.ports();
        Optional<Ports.Port> taken = ports.firstTaken();
        if (taken.isPresent()) {
            throw new CannotRun("Port " + taken.get().number() + " ("
                    + taken.get().part() + ") is in use; choose another base with --port.");
        }
        TrialFolder trial = TrialFolder.open(line.data());
        openLog();
        LocalPlatform platform = new LocalPlatform(home, ports, trial);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            platform.close();
            ended.countDown();
        }));
        platform.start();
        Status.addresses(ports, line.data()).forEach(System.out::println);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
