package io.nachweis.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process: one KRaft node, its data kept in a folder. */
final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;

    /** Kafka leaves it in its folder at an orderly end, and takes it away at a start. */
    private static final String ENDED_IN_ORDER = ".kafka_cleanshutdown";

    private final KafkaRaftServer server;
    private final boolean crashedBefore;

    private KafkaBroker(KafkaRaftServer server, boolean crashedBefore) {
        this.server = server;
        this.crashedBefore = crashedBefore;
    }

    /** For who has a login, to do with it what the {@link KafkaRules} say. */
    static KafkaBroker start(Path folder, int port, int controllerPort, KafkaLogins logins) {
        Map<String, String> settings = settings(folder, port, controllerPort);
        settings.putAll(logins.broker());
        return start(folder, settings, logins, client(port, logins.client(KafkaLogins.BROKER)));
    }

    /** The same, and at a door of their own for developers, who need no login there and may do everything. */
    static KafkaBroker start(Path folder, int port, int controllerPort, int openPort, KafkaLogins logins) {
        Map<String, String> settings = settings(folder, port, controllerPort);
        settings.putAll(logins.broker());
        settings.merge("listeners", ",OPEN://127.0.0.1:" + openPort, String::concat);
        settings.merge("advertised.listeners", ",OPEN://localhost:" + openPort, String::concat);
        settings.merge("listener.security.protocol.map", ",OPEN:PLAINTEXT", String::concat);
        settings.merge("super.users", ";User:ANONYMOUS", String::concat);
        return start(folder, settings, logins, client(openPort, Map.of()));
    }

    /** Who had a login at the first start has the password of today, and who came later has one. */
    private static KafkaBroker start(
            Path folder, Map<String, String> settings, KafkaLogins logins, Map<String, Object> client) {
        KafkaBroker broker = start(logs(folder), settings, logins.credentials());
        try (Admin admin = Admin.create(client)) {
            admin.alterUserScramCredentials(logins.alterations()).all().get();
            KafkaRules.apply(admin);
            return broker;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broker.close();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            broker.close();
            throw new IllegalStateException("Kafka does not take its rules", e.getCause());
        }
    }

    private static Map<String, Object> client(int port, Map<String, String> login) {
        Map<String, Object> client = new HashMap<>(login);
        client.put("bootstrap.servers", "localhost:" + port);
        return client;
    }

    private static Path logs(Path folder) {
        return folder.resolve("logs");
    }

    /** One node, whatever else its settings are. */
    static KafkaBroker start(Path logs, Map<String, String> settings, List<String> credentials) {
        boolean isNew = !Files.exists(logs.resolve("meta.properties"));
        boolean crashedBefore = !isNew && !Files.exists(logs.resolve(ENDED_IN_ORDER));
        if (isNew) {
            format(logs, credentials);
        }
        Properties properties = new Properties();
        properties.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, crashedBefore);
    }

    /** Whether nothing ended it in order the last time it ran. */
    boolean crashedBefore() {
        return crashedBefore;
    }

    private static void format(Path logs, List<String> credentials) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(logs);
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE)
                    .setScramArguments(credentials)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot prepare Kafka's folder " + logs, e);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "listeners",
                "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "CLIENT://localhost:" + port,
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "CLIENT",
                "log.dirs",
                logs(folder).toString(),
                "auto.create.topics.enable",
                "false"));
        settings.putAll(ONE_NODE);
        settings.putAll(QUICK_AFTER_A_KILL);
        settings.putAll(SMALL);
        settings.putAll(QUIET);
        return settings;
    }

    /** No other node has what this one acknowledges, so it is on disk before. */
    private static final Map<String, String> ONE_NODE = Map.of(
            "log.flush.interval.messages", "1",
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** After a kill the controller waits for the old broker's session to end before it lets the new one in. */
    private static final Map<String, String> QUICK_AFTER_A_KILL = Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "400",
            "initial.broker.registration.timeout.ms", "30000",
            "controller.quorum.election.timeout.ms", "200",
            "controller.quorum.fetch.timeout.ms", "400",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "num.partitions", "1",
            "offsets.topic.num.partitions", "2",
            "transaction.state.log.num.partitions", "2",
            "num.network.threads", "1",
            "num.io.threads", "3",
            "background.threads", "2",
            "log.cleaner.dedupe.buffer.size", "2097152",
            "log.cleaner.io.buffer.size", "65536");

    /** The controller writes to its log twice a second otherwise, for followers that one node does not have. */
    private static final Map<String, String> QUIET = Map.of("metadata.max.idle.interval.ms", "60000");

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
