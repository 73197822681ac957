package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.ServiceKeyFolder;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.contracts.SigningKey;
import io.nachweis.contracts.Topics;
import io.nachweis.contracts.Verdict.Genuine;
import io.nachweis.local.DataFolder.Kind;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingKeysTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path data;
    private Path secrets;

    @BeforeEach
    void make_secrets() {
        data = folder.resolve("data");
        try (DataFolder trial = DataFolder.open(data, Kind.TRIAL)) {
            secrets = trial.trialSecrets();
            PlatformSecrets.of(trial, secrets).ensureAll(Controllers.load(HOME.resolve("deploy/controllers")));
        }
    }

    @Test
    void what_the_old_key_signed_and_what_the_new_one_signs_are_both_facts() {
        ServiceKeys keys = ServiceKeyFolder.ofFacts(secrets);
        FactSigner old = signer();
        Platform.main("keys", "rotate", "newsletter", "--data", data.toString());
        FactSigner rotated = signer();
        Platform.main("keys", "rotate", "newsletter", "--data", data.toString());

        assertThat(rotated.publicKey()).isNotEqualTo(old.publicKey());
        for (FactSigner each : List.of(old, rotated, signer())) {
            assertThat(new FactVerifier(keys, InstantSource.system()).verify(received(each)))
                    .isInstanceOf(Genuine.class);
        }
        assertThat(ServiceKeyFolder.ofFacts(secrets).all()).hasSize(6);
    }

    /** So that both count while services are restarted, and an old one not for ever. */
    @Test
    void of_calls_the_new_key_and_the_one_before_count() {
        SigningKey old = caller();
        Platform.main("keys", "rotate", "newsletter", "--data", data.toString());
        SigningKey rotated = caller();
        ServiceKeys keys = ServiceKeyFolder.ofCalls(secrets);
        assertThat(keys.find(old.publicKey().kid())).contains(old.publicKey());

        Platform.main("keys", "rotate", "newsletter", "--data", data.toString());

        assertThat(ServiceKeyFolder.ofCalls(secrets).all())
                .filteredOn(key -> key.source().equals("/newsletter"))
                .containsExactly(caller().publicKey(), rotated.publicKey());
    }

    private SigningKey caller() {
        return SigningKey.of("/newsletter", new Secrets(secrets).key("newsletter-calls"));
    }

    @Test
    void there_is_nothing_to_rotate_of_who_has_no_key() {
        assertThatThrownBy(() -> new PlatformSecrets(secrets).rotate("gateway"))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("newsletter");
    }

    private FactSigner signer() {
        return FactSigner.of("/newsletter", new Secrets(secrets).key("newsletter-facts"));
    }

    private static ConsumerRecord<String, byte[]> received(FactSigner signer) {
        Instant now = Instant.now();
        ProducerRecord<String, byte[]> sent = signer.toRecord(
                Topics.of("newsletter"),
                "someone",
                PublishedFact.of(
                        "1.0",
                        "/newsletter",
                        "someone",
                        1,
                        now,
                        new ErasureReported("idm", "order", now, List.of(), List.of())));
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
