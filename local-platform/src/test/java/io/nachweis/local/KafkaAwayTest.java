package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.nachweis.testing.StoryTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole platform, whose broker ends and comes back while the rest runs. */
@StoryTest
class KafkaAwayTest {

    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(name|value)=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ports ports = freePorts();

    private Trial trial;
    private LocalPlatform platform;

    @BeforeEach
    void start(@TempDir Path folder) {
        Path home = Path.of("..").toAbsolutePath().normalize();
        DataFolder data = DataFolder.open(folder.resolve("data"), DataFolder.Kind.TRIAL);
        PlatformSecrets secrets = PlatformSecrets.of(data, data.trialSecrets());
        trial = new Trial(home.resolve("deploy/controllers"), ports, data, secrets, Optional.empty());
        platform = new LocalPlatform(
                ports,
                data,
                secrets,
                home.resolve("deploy/controllers"),
                OwnerOnly.create(folder.resolve("outside")),
                trial);
        platform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void an_unsubscribe_is_answered_and_counts_within_two_seconds_and_is_heard_when_it_is_back() throws Exception {
        String subject = whoConfirmed("ada@example.org");
        await("the ledger knows the consent", () -> ledger(subject).equals(List.of("consent.given.v1")));
        assertThat(mayI(subject)).isEqualTo("given");

        kafka().goAway();
        assertThat(post(oneClick("ada@example.org"), Map.of("List-Unsubscribe", "One-Click")))
                .isEqualTo(200);
        long answered = System.nanoTime();

        Duration lastYes = Duration.ZERO;
        for (long asked = System.nanoTime(); !mayI(subject).equals("withdrawn"); asked = System.nanoTime()) {
            lastYes = Duration.ofNanos(asked - answered);
            assertThat(lastYes).isLessThan(Duration.ofSeconds(2));
        }
        System.out.printf("The last yes was asked for %d ms after the unsubscribe%n", lastYes.toMillis());
        assertThat(ledger(subject)).containsExactly("consent.given.v1");

        kafka().comeBack();
        await("the ledger has it", () -> ledger(subject).equals(List.of("consent.given.v1", "consent.withdrawn.v1")));
        await(
                "applications hear it, in order",
                () -> heard(subject).equals(List.of("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1")));
        assertThat(mayI(subject)).isEqualTo("withdrawn");
    }

    /** Signs up and confirms as the pages have it, whatever else they carry along. */
    private String whoConfirmed(String email) {
        String signUp =
                JsonMapper.shared().writeValueAsString(Map.of("email", email, "consents", List.of("newsletter/1/en")));
        assertThat(send(request("/api/v1/idm/subscriptions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(signUp)))
                        .statusCode())
                .isEqualTo(202);
        await("a mail", () -> !mailsTo(email).isEmpty());
        String link = mailsTo(email).getFirst().links().stream()
                .filter(each -> each.contains("/confirm?"))
                .findFirst()
                .orElseThrow();
        Map<String, String> form =
                hidden(send(HttpRequest.newBuilder(URI.create(link))).body());
        form.put("action", "confirm");
        assertThat(post(link.substring(0, link.indexOf('?')), form)).isEqualTo(200);
        await("the record mail", () -> mailsTo(email).size() == 2);
        String lookup = JsonMapper.shared().writeValueAsString(Map.of("emails", List.of(email)));
        return json(request("/api/v1/idm/subjects/lookup")
                        .header("Authorization", desk())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(lookup)))
                .at("/0/subject")
                .stringValue();
    }

    private static Map<String, String> hidden(String page) {
        Map<String, String> fields = new HashMap<>();
        HIDDEN.matcher(page).results().forEach(input -> {
            Map<String, String> attributes = ATTRIBUTE
                    .matcher(input.group())
                    .results()
                    .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
            fields.put(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
        });
        return fields;
    }

    /** Newest first. */
    private List<CaughtMail> mailsTo(String email) {
        return trial.mails.mails().stream()
                .filter(mail -> mail.to().contains(email))
                .toList();
    }

    private String oneClick(String email) {
        String header = mailsTo(email).getFirst().headers().getOrDefault("List-Unsubscribe", "");
        return CaughtMail.LINK
                .matcher(header)
                .results()
                .map(link -> link.group())
                .filter(link -> link.contains("one-click"))
                .findFirst()
                .orElseThrow();
    }

    private String mayI(String subject) {
        return json(request("/api/v1/idm/subjects/" + subject + "/purposes/newsletter")
                        .header("Authorization", desk()))
                .at("/reason")
                .stringValue();
    }

    private List<String> ledger(String subject) {
        return json(request("/api/v1/idm/subjects/" + subject + "/history").header("Authorization", desk()))
                .at("/entries")
                .valueStream()
                .filter(entry -> entry.at("/service").stringValue().equals("consent"))
                .map(entry -> entry.at("/type").stringValue())
                .toList();
    }

    /** What was said about the person on the topic of consents, each fact at its first occurrence. */
    private List<String> heard(String subject) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "localhost:" + ports.kafka(), "isolation.level", "read_committed");
        Map<String, String> byId = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("nachweis.consents").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (subject.equals(header(record, "ce_subject"))) {
                        byId.putIfAbsent(header(record, "ce_id"), header(record, "ce_type"));
                    }
                }
            }
        }
        return List.copyOf(byId.values());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private String desk() {
        String asked = "{\"role\":\"privacy-desk\",\"controllers\":[\"idm\"]}";
        return "Bearer "
                + json(HttpRequest.newBuilder(URI.create(ports.siteUrl() + "/token"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(asked)))
                        .at("/access_token")
                        .stringValue();
    }

    private Parts.Part kafka() {
        return platform.parts.find("Kafka").orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ports.publicUrl() + path)).timeout(Duration.ofSeconds(20));
    }

    private int post(String address, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .statusCode();
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("Not within a minute: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Ports freePorts() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(7_000, 30_000))
                .limit(1_000)
                .mapToObj(Ports::new)
                .filter(ports -> Stream.concat(ports.all().stream(), ports.ofTrial(false).stream())
                        .allMatch(Ports.Port::isFree))
                .findFirst()
                .orElseThrow();
    }
}
