package io.nachweis.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.BySubject;
import io.nachweis.contracts.Topics;
import io.nachweis.testing.ContractTest;
import io.nachweis.testing.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes take one segment from each other at the worst moments, for as long as it takes to publish a log. */
@ContractTest
class FightingForASegmentTest {

    private static final boolean LONG = "full".equals(System.getProperty("nachweis.depth"));
    private static final int EVENTS = LONG ? 2_000 : 60;
    private static final int PERSONS = 5;
    private static final int RIVALS = 3;
    private static final String TOPIC = Topics.of("sample");

    @TempDir
    private Path folder;

    private final Claim claim = new Claim();

    @Test
    void nothing_is_skipped_nothing_overtakes_and_who_lost_the_segment_is_heard_no_more() {
        long seed = new Random().nextLong();
        try (var broker = TestBroker.start(folder, TestBroker.freePorts())) {
            new KafkaTopics(Map.of("bootstrap.servers", broker.uri())).ensure(Set.of(TOPIC));
            publish(broker, new Random(seed));

            var heard = new HashMap<String, List<Said>>();
            Reading.all(broker, TOPIC)
                    .forEach(record -> heard.computeIfAbsent(record.key(), _ -> new ArrayList<>())
                            .add(Said.of(record.value())));
            for (int person = 0; person < PERSONS; person++) {
                int first = person;
                var events = IntStream.range(0, EVENTS)
                        .filter(i -> i % PERSONS == first)
                        .boxed()
                        .toList();
                var ofPerson = heard.getOrDefault("person-" + person, List.of());
                assertThat(ofPerson.stream().map(Said::event).distinct().toList())
                        .as("first occurrences, seed %d", seed)
                        .isEqualTo(events);
                assertThat(ofPerson.stream().map(Said::life).toList())
                        .as("who lost the segment is heard no more, seed %d", seed)
                        .isSorted();
            }
        }
    }

    /** @param life numbers the claims in their order */
    private record Said(int life, int event) {

        static Said of(byte[] value) {
            var parts = new String(value, US_ASCII).split(":", 2);
            return new Said(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        byte[] toBytes() {
            return (life + ":" + event).getBytes(US_ASCII);
        }
    }

    private void publish(TestBroker broker, Random random) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rivals = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < RIVALS; i++) {
                var rival = new Rival(broker, new Random(random.nextLong()));
                rivals.add(CompletableFuture.runAsync(rival, threads));
            }
            rivals.forEach(CompletableFuture::join);
        }
    }

    /** What the token store keeps of the segment. Whoever asks gets it, as if the claim before had run out. */
    private static final class Claim {

        private int lives;
        private int position;

        synchronized int take() {
            return ++lives;
        }

        synchronized void confirm(int life) {
            if (life != lives) {
                throw new UnableToClaimTokenException("taken over");
            }
        }

        synchronized int position() {
            return position;
        }

        synchronized void store(int life, int next) {
            confirm(life);
            position = next;
        }

        synchronized boolean isDone() {
            return position == EVENTS;
        }
    }

    private final class Rival implements Runnable {

        private final TestBroker broker;
        private final Random random;

        Rival(TestBroker broker, Random random) {
            this.broker = broker;
            this.random = random;
        }

        @Override
        public void run() {
            while (!claim.isDone()) {
                LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
                int life = claim.take();
                int position = claim.position();
                pause(50);
                var producer = new SegmentProducer(this::connect, () -> claim.confirm(life));
                try {
                    while (position < EVENTS) {
                        position = publishSome(producer, life, position);
                        claim.store(life, position);
                    }
                } catch (RuntimeException _) {
                    // Fenced, or taken over.
                } finally {
                    producer.discard();
                }
            }
        }

        private int publishSome(SegmentProducer producer, int life, int from) {
            int to = Math.min(EVENTS, from + 1 + random.nextInt(20));
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(TOPIC, "person-" + i % PERSONS, new Said(life, i).toBytes()));
                pause(4);
            }
            producer.commit();
            pause(20);
            return to;
        }

        private Producer<String, byte[]> connect() {
            pause(50);
            return new KafkaProducer<>(Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.uri(),
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG, "the-segment",
                    ProducerConfig.PARTITIONER_CLASS_CONFIG, BySubject.class,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
        }

        /** Mostly none; sometimes as long as it takes the others to notice. */
        private void pause(int longest) {
            if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(random.nextInt(1, longest + 1) * 1_000_000L);
            }
        }
    }
}
