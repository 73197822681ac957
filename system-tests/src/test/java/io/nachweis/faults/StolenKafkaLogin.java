package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;

/** What somebody has who took one service over: its login at the broker. */
public final class StolenKafkaLogin {

    private final Map<String, Object> client;

    /** @param secrets of the platform, where the service's password is */
    public StolenKafkaLogin(String broker, Path secrets, String service) {
        this.client = Map.of(
                "bootstrap.servers",
                broker,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + service
                        + "\" password=\"" + password(secrets, service) + "\";");
    }

    private static String password(Path secrets, String service) {
        try {
            String key = Files.readString(secrets.resolve("kafka-" + service + ".key"));
            return HexFormat.of().formatHex(Base64.getDecoder().decode(key.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is written for another, and no topic is made or taken away, its own included. */
    public void assertOpensNothingOfOthers(String ownTopic) {
        try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
                Admin admin = Admin.create(client)) {
            for (String topic : List.of(Topics.CONSENTS, Topics.CONSENT_STATE, Topics.SUBJECTS)) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "key", "forged"))
                                .get())
                        .as(topic)
                        .rootCause()
                        .isInstanceOf(AuthorizationException.class);
                assertDenied(topic, admin.deleteTopics(List.of(topic)).all());
            }
            assertDenied(ownTopic, admin.deleteTopics(List.of(ownTopic)).all());
            assertDenied(
                    "another",
                    admin.createTopics(List.of(new NewTopic("nachweis.another", 1, (short) 1)))
                            .all());
        }
    }

    private static void assertDenied(String topic, KafkaFuture<?> done) {
        assertThatThrownBy(done::get).as(topic).rootCause().isInstanceOf(AuthorizationException.class);
    }
}
