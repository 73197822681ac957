package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.testing.ContractTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A broker with the settings of {@code compose.yaml} and the rules of {@code kafka/setup.sh}, which both mean what they say. */
@ContractTest
class KafkaOfComposeTest {

    private static final Path DEPLOY = Path.of("../deploy").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    private static int port;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        int controller = freePort();
        Map<String, String> settings = settingsOfCompose();
        settings.put("listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "CLIENT://localhost:" + port);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("log.dirs", folder.resolve("kafka").toString());
        broker = KafkaBroker.start(folder.resolve("kafka"), settings, List.of());
        for (String[] arguments : rules()) {
            AclCommand.main(arguments);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** As the image reads its environment: KAFKA_NODE_ID is node.id. A password is its variable's name. */
    private static Map<String, String> settingsOfCompose() throws IOException {
        Map<?, ?> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DEPLOY.resolve("compose.yaml")));
        Map<String, String> settings = new TreeMap<>();
        member(member(member(compose, "services"), "kafka"), "environment").forEach((name, value) -> {
            if (name.toString().startsWith("KAFKA_")) {
                settings.put(
                        name.toString().substring(6).toLowerCase(Locale.ROOT).replace('_', '.'),
                        Pattern.compile("\\$\\{(\\w+)}")
                                .matcher(value.toString())
                                .replaceAll(variable -> variable.group(1)));
            }
        });
        return settings;
    }

    private static Map<?, ?> member(Map<?, ?> of, String name) {
        return of.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }

    /** What the script tells Kafka's command, which starts a JVM for each rule otherwise. */
    private static List<String[]> rules() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path said = folder.resolve("said");
        Path command = Files.writeString(
                bin.resolve("kafka-acls.sh"),
                "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done >>" + said + "\necho >>" + said
                        + "\nwhile [ \"$1\" != --command-config ]; do shift; done; cp \"$2\" "
                        + folder.resolve("admin"));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script =
                new ProcessBuilder("bash", DEPLOY.resolve("kafka/setup.sh").toString());
        script.environment()
                .putAll(Map.of(
                        "KAFKA_BIN",
                        bin.toString(),
                        "KAFKA_SERVER",
                        "localhost:" + port,
                        "KAFKA_ADMIN",
                        "KAFKA_ADMIN"));
        assertThat(script.inheritIO().start().waitFor()).isZero();
        List<String[]> rules = new ArrayList<>();
        for (String each : Files.readString(said).strip().split("\n\n", -1)) {
            List<String> words = new ArrayList<>(Arrays.asList(each.split("\n", -1)));
            words.set(
                    words.indexOf("--command-config") + 1,
                    folder.resolve("admin").toString());
            rules.add(words.toArray(String[]::new));
        }
        return rules;
    }

    @Test
    void a_service_makes_and_writes_its_own_topics_and_reads_those_it_hears() throws Exception {
        make("newsletter", "nachweis.newsletter");
        make("consent", "nachweis.consents");
        write("newsletter", "nachweis-newsletter-publication-0", "nachweis.newsletter");
        write("consent", "nachweis-consent-publication-1", "nachweis.consents");

        assertThat(read("consent", "nachweis-consent", "nachweis.newsletter")).isEqualTo("hello");
        assertThat(read("newsletter", "nachweis-newsletter", "nachweis.consents"))
                .isEqualTo("hello");
    }

    @Test
    void a_service_does_nothing_in_the_name_of_another() {
        assertThatThrownBy(() -> make("newsletter", "nachweis.rights"))
                .rootCause()
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write("newsletter", "nachweis-newsletter-publication-0", "nachweis.consents"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> write("newsletter", "nachweis-consent-publication-0", "nachweis.newsletter"))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
        assertThatThrownBy(() -> read("newsletter", "nachweis-consent", "nachweis.consents"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read("lead", "nachweis-lead", "nachweis.newsletter"))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void its_rules_are_those_of_the_broker_of_one_machine() throws Exception {
        try (Admin admin = Admin.create(client("admin"))) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(KafkaRules.all());
        }
    }

    @Test
    void nobody_comes_in_without_the_password() {
        Map<String, Object> guessed = client("newsletter");
        guessed.put("sasl.jaas.config", login("newsletter", "guessed"));
        try (Admin admin = Admin.create(guessed)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .rootCause()
                    .isInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static void make(String service, String topic) throws Exception {
        try (Admin admin = Admin.create(client(service))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void write(String service, String transactionalId, String topic) {
        Map<String, Object> settings = client(service);
        settings.put("transactional.id", transactionalId);
        settings.put("max.block.ms", 20_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "key", "hello")).get();
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String service, String group, String topic) {
        Map<String, Object> settings = client(service);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("allow.auto.create.topics", false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < 30; i++) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    return record.value();
                }
            }
            return "nothing";
        }
    }

    private static Map<String, Object> client(String service) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "localhost:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(service, "KAFKA_" + service.toUpperCase(Locale.ROOT))));
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
