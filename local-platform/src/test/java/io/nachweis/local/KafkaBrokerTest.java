package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.testing.ContractTest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ContractTest
class KafkaBrokerTest {

    private static final String TOPIC = "letters";

    @TempDir
    Path folder;

    @Test
    void keeps_what_a_transaction_wrote_over_a_restart() throws Exception {
        int port = freePort();
        int controllerPort = freePort();
        try (KafkaBroker _ = KafkaBroker.start(folder, port, controllerPort);
                Admin admin = Admin.create(client(port))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            write(port, "a");
        }
        try (KafkaBroker _ = KafkaBroker.start(folder, port, controllerPort)) {
            write(port, "b");
            assertThat(read(port, 2)).containsExactly("a", "b");
        }
    }

    /** The attacker has an account on the machine, and so reaches the broker's port. */
    @Test
    void lets_nobody_in_without_a_login_where_it_asks_for_one() throws Exception {
        var passwords = Map.of("broker", "b0", "newsletter", "c0ffee");
        var logins = new KafkaLogins(passwords);
        int port = freePort();
        int controllerPort = freePort();
        try (KafkaBroker _ = KafkaBroker.start(folder, port, controllerPort, logins)) {
            try (Admin admin = Admin.create(client(port, logins))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
            write(client(port, logins), "a");
        }
        try (KafkaBroker _ = KafkaBroker.start(folder, port, controllerPort, logins)) {
            assertThat(read(client(port, logins), 1)).containsExactly("a");

            var guessed = new KafkaLogins(Map.of("newsletter", "guessed"));
            assertRefused(client(port, guessed), SaslAuthenticationException.class);
            assertRefused(client(port), TimeoutException.class);
        }
    }

    private static void assertRefused(Map<String, Object> client, Class<? extends Exception> how) {
        client.put("default.api.timeout.ms", 4_000);
        client.put("request.timeout.ms", 2_000);
        try (Admin admin = Admin.create(client)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).cause().isInstanceOf(how);
        }
    }

    private static Map<String, Object> client(int port, KafkaLogins logins) {
        Map<String, Object> settings = client(port);
        settings.putAll(logins.client("newsletter"));
        return settings;
    }

    private static void write(int port, String value) {
        write(client(port), value);
    }

    private static void write(Map<String, Object> settings, String value) {
        settings.put("transactional.id", "writer");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(TOPIC, "key", value));
            producer.commitTransaction();
        }
    }

    private static List<String> read(int port, int count) {
        return read(client(port), count);
    }

    private static List<String> read(Map<String, Object> settings, int count) {
        settings.put("group.id", "reader");
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                records.forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static Map<String, Object> client(int port) {
        return new HashMap<>(Map.of("bootstrap.servers", "localhost:" + port));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
