package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.testing.ContractTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ContractTest
class KafkaBrokerTest {

    private static final String TOPIC = "nachweis.newsletter";
    private static final String OF_ANOTHER = "nachweis.subjects";

    private static final KafkaLogins LOGINS =
            new KafkaLogins(Map.of("broker", "b0", "newsletter", "c0ffee", "rights", "0ff1ce"));

    @TempDir
    Path folder;

    private final int port = freePort();
    private final int controllerPort = freePort();
    private final int openPort = freePort();

    private KafkaBroker closed() {
        return KafkaBroker.start(folder, port, controllerPort, LOGINS);
    }

    private KafkaBroker ofATrial() {
        return KafkaBroker.start(folder, port, controllerPort, openPort, LOGINS);
    }

    @Test
    void keeps_what_a_transaction_wrote_over_a_restart() throws Exception {
        try (KafkaBroker _ = ofATrial()) {
            make(open(), TOPIC);
            write(open(), "anything", TOPIC, "a");
        }
        try (KafkaBroker _ = ofATrial()) {
            write(open(), "anything", TOPIC, "b");
            assertThat(read(open(), "anybody", TOPIC, 2)).containsExactly("a", "b");
        }
    }

    /** It has no other node, and says itself whether its folder was left in order. */
    @Test
    void has_on_disk_what_it_acknowledges_and_tells_a_crash_from_an_orderly_end() throws Exception {
        try (KafkaBroker broker = ofATrial();
                Admin admin = Admin.create(open())) {
            assertThat(broker.crashedBefore()).isFalse();
            make(open(), TOPIC);
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
            assertThat(admin.describeConfigs(List.of(topic)).all().get().get(topic))
                    .isNotNull()
                    .satisfies(config ->
                            assertThat(config.get("flush.messages").value()).isEqualTo("1"));
        }
        try (KafkaBroker broker = ofATrial()) {
            assertThat(broker.crashedBefore()).isFalse();
        }
        Files.delete(folder.resolve("logs/.kafka_cleanshutdown"));
        try (KafkaBroker broker = ofATrial()) {
            assertThat(broker.crashedBefore()).isTrue();
        }
    }

    /** The attacker has an account on the machine, and so reaches the broker's port. */
    @Test
    void lets_nobody_in_without_a_login_where_it_asks_for_one() throws Exception {
        try (KafkaBroker _ = closed()) {
            make(as("newsletter"), TOPIC);
            write(as("newsletter"), "nachweis-newsletter-publication-0", TOPIC, "a");
        }
        try (KafkaBroker _ = closed()) {
            write(as("newsletter"), "nachweis-newsletter-publication-0", TOPIC, "b");
            assertThat(read(as("rights"), "nachweis-rights", TOPIC, 2)).containsExactly("a", "b");

            var guessed = new KafkaLogins(Map.of("newsletter", "guessed"));
            Map<String, Object> guess = client(port);
            guess.putAll(guessed.client("newsletter"));
            assertRefused(guess, SaslAuthenticationException.class);
            assertRefused(client(port), TimeoutException.class);
        }
    }

    /** The attacker has taken newsletter-service over, and so has its login. */
    @Test
    void lets_a_service_do_its_own_and_nothing_else() throws Exception {
        try (KafkaBroker _ = closed()) {
            assertDoesItsOwnAndNothingElse();
        }
    }

    @Test
    void lets_it_do_no_more_in_a_trial() throws Exception {
        try (KafkaBroker _ = ofATrial()) {
            assertDoesItsOwnAndNothingElse();
        }
    }

    private void assertDoesItsOwnAndNothingElse() throws Exception {
        make(as("newsletter"), TOPIC);
        make(as("rights"), OF_ANOTHER);
        write(as("newsletter"), "nachweis-newsletter-publication-0", TOPIC, "own");
        write(as("rights"), "nachweis-rights-publication-0", OF_ANOTHER, "order");
        assertThat(read(as("newsletter"), "nachweis-newsletter", OF_ANOTHER, 1)).containsExactly("order");

        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(as("newsletter"), new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(OF_ANOTHER, "key", "forged"))
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> write(as("newsletter"), "nachweis-rights-publication-0", TOPIC, "fenced"))
                .isInstanceOf(TransactionalIdAuthorizationException.class);
        assertThatThrownBy(() -> read(as("newsletter"), "nachweis-rights", OF_ANOTHER, 1))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read(as("newsletter"), "nachweis-newsletter", "nachweis.rights", 1))
                .isInstanceOf(TopicAuthorizationException.class);
        try (Admin admin = Admin.create(as("newsletter"))) {
            for (String topic : List.of("nachweis.rights", "nachweis.consents", "anything")) {
                assertDenied(admin.createTopics(List.of(topic(topic))).all());
            }
            for (String topic : List.of(TOPIC, OF_ANOTHER)) {
                assertDenied(admin.deleteTopics(List.of(topic)).all());
                assertDenied(admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                        .all());
                assertDenied(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                        .all());
                assertDenied(admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(new AlterConfigOp(
                                        new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                        .all());
            }
            assertDenied(admin.createAcls(KafkaRules.all()).all());
            assertDenied(admin.describeAcls(AclBindingFilter.ANY).values());
            assertDenied(admin.alterUserScramCredentials(LOGINS.alterations()).all());
        }
        assertThat(read(as("rights"), "nachweis-rights", OF_ANOTHER, 1)).containsExactly("order");
    }

    private static void assertDenied(KafkaFuture<?> done) {
        assertThatThrownBy(done::get).rootCause().isInstanceOf(AuthorizationException.class);
    }

    /** As what was given by hand, or by a version that allowed more. */
    @Test
    void takes_away_what_a_service_may_not_do_any_more() throws Exception {
        try (KafkaBroker _ = ofATrial();
                Admin admin = Admin.create(open())) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, OF_ANOTHER, PatternType.LITERAL),
                            new AccessControlEntry("User:newsletter", "*", AclOperation.ALL, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
        try (KafkaBroker _ = closed();
                Admin admin = Admin.create(as("broker"))) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(KafkaRules.all());
        }
    }

    private static void assertRefused(Map<String, Object> client, Class<? extends Exception> how) {
        client.put("default.api.timeout.ms", 4_000);
        client.put("request.timeout.ms", 2_000);
        try (Admin admin = Admin.create(client)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).cause().isInstanceOf(how);
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    private static void make(Map<String, Object> client, String topic) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(topic(topic))).values().values().forEach(KafkaBrokerTest::await);
        }
    }

    private static void await(KafkaFuture<?> done) {
        try {
            done.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Map<String, Object> settings, String transactionalId, String topic, String value) {
        settings.put("transactional.id", transactionalId);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(topic, "key", value));
            producer.commitTransaction();
        }
    }

    private static List<String> read(Map<String, Object> settings, String group, String topic, int count) {
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("allow.auto.create.topics", false);
        settings.put("enable.auto.commit", false);
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private Map<String, Object> as(String service) {
        Map<String, Object> client = client(port);
        client.putAll(LOGINS.client(service));
        return client;
    }

    private Map<String, Object> open() {
        return client(openPort);
    }

    private static Map<String, Object> client(int port) {
        return new HashMap<>(Map.of("bootstrap.servers", "localhost:" + port));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
