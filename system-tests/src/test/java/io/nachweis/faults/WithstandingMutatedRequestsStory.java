package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.Wire.Reply;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Contracts;
import io.nachweis.platform.Depth;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Calls of the documents, spoilt in every way, over raw connections. A run that fails names its seed:
 * {@code -Dnachweis.seed=…} repeats it, {@code -Dnachweis.only=…} one request of it.
 */
@StoryTest
class WithstandingMutatedRequestsStory {

    private static final int REQUESTS = Depth.of(3_000, 100_000);
    private static final int WARM_UP = REQUESTS / 10;
    private static final int CALLERS = 4;
    private static final long SEED =
            Long.getLong("nachweis.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    private static final Set<String> KNOWN_PROBLEMS = Contracts.document("gateway")
            .at("/components/schemas/Problem/properties/type/enum")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.toUnmodifiableSet());

    /** What may follow from a sign-up, by itself or by a request for a link to withdraw, and what else desks may do. */
    private static final Set<String> FOLLOWS = Set.of(
            "audience.exported.v1",
            "mail.refused.v1",
            "mail.sent.v1",
            "subscription.expired.v1",
            "subscription.unsubscribe-link-requested.v1",
            "text.published.v1");

    private static final String HOLD = "POST /api/v1/{controller}/subjects/{subject}/holds 201";

    private final PlatformUnderTest platform;
    private final String token;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    WithstandingMutatedRequestsStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.token = DeskClient.of(platform).token();
    }

    @Test
    void none_fails_on_our_side_is_repeated_or_stores_what_was_not_accepted() throws Exception {
        Integer only = Integer.getInteger("nachweis.only");
        if (only != null) {
            send(only, only + 1);
            assertThat(faults).isEmpty();
            return;
        }
        Person.named("first", platform).whoConfirmed();
        send(0, WARM_UP);
        try (Log newsletter = Log.of("newsletter", platform);
                Log consent = Log.of("consent", platform)) {
            long newsletterBefore = newsletter.atRest();
            long consentBefore = consent.atRest();
            long holdsBefore = accepted(HOLD);
            answers.clear();
            ServiceMemory before = ServiceMemory.of(platform);

            send(WARM_UP, REQUESTS);

            assertThat(faults)
                    .as("seed " + SEED + ", " + new TreeMap<>(answers))
                    .isEmpty();
            newsletter.atRest();
            consent.atRest();
            long signUps = acceptedForms("subscriptions");
            // Each service hears of them, some time after they were placed.
            long holds = holdsBefore + accepted(HOLD);
            assertStored(
                    newsletter,
                    newsletterBefore,
                    Map.of(
                            "form.received.v1",
                            signUps + acceptedForms("unsubscribe-requests"),
                            "subscription.requested.v1",
                            signUps,
                            "retention.held.v1",
                            holds));
            long withdrawals =
                    accepted("POST /api/v1/{controller}/subjects/{subject}/purposes/{purpose}/withdrawals 201");
            // The proof of one that is older than the policy keeps it ends when it is recorded.
            assertStored(
                    consent,
                    consentBefore,
                    Map.of(
                            "consent.withdrawn.v1",
                            withdrawals,
                            "retention.ended.v1",
                            withdrawals,
                            "retention.held.v1",
                            holds,
                            "system.attested.v1",
                            accepted("POST /api/v1/{controller}/systems/{system}/attestations 204")));
            assertFlat(before, ServiceMemory.of(platform));
        }
    }

    private void send(int from, int to) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<? extends Future<?>> calls = IntStream.range(0, CALLERS)
                    .mapToObj(_ -> callers.submit(() -> {
                        try (Wire wire = new Wire(platform.addresses().port())) {
                            for (int i = next.getAndIncrement();
                                    i < to && faults.size() < 20;
                                    i = next.getAndIncrement()) {
                                send(i, wire);
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    private void send(int number, Wire wire) {
        Mutation mutation = Mutation.of(SEED, number, token);
        try {
            Reply reply = wire.send(mutation.bytes(), mutation.isHead(), mutation.isLast());
            answers.computeIfAbsent(mutation.call() + " " + reply.status(), _ -> new AtomicInteger())
                    .incrementAndGet();
            String fault = fault(mutation, reply);
            if (!fault.isEmpty()) {
                faults.add("%s: -Dnachweis.seed=%d -Dnachweis.only=%d%n%s%n→ %s%n"
                        .formatted(fault, SEED, number, mutation, reply.text()));
            }
        } catch (IOException | RuntimeException e) {
            faults.add("%s: -Dnachweis.seed=%d -Dnachweis.only=%d%n%s%n".formatted(e, SEED, number, mutation));
        }
    }

    private static String fault(Mutation mutation, Reply reply) {
        if (reply.status() == 0) {
            return "no answer";
        }
        if (reply.status() >= 500) {
            return "our fault";
        }
        if (reply.text().contains(mutation.canary())) {
            return "repeats what was sent";
        }
        return reply.status() < 400 || reply.body().length == 0 || isPage(reply) ? "" : problem(reply);
    }

    private static boolean isPage(Reply reply) {
        return reply.header("Content-Type").startsWith("text/html")
                && reply.header("X-Robots-Tag").equals("noindex");
    }

    private static String problem(Reply reply) {
        if (!reply.header("Content-Type").equals("application/problem+json")) {
            return "no problem";
        }
        JsonNode problem = StoryHttpClient.JSON.readTree(new String(reply.body(), StandardCharsets.UTF_8));
        boolean known = KNOWN_PROBLEMS.contains(problem.path("type").asString(""))
                && problem.path("status").asInt(0) == reply.status();
        return known ? "" : "an unknown problem";
    }

    private long acceptedForms(String form) {
        String call = "POST /api/v1/{controller}/" + form;
        return accepted(call + " 202") + accepted(call + " 303");
    }

    private long accepted(String call) {
        AtomicInteger number = answers.get(call);
        return number == null ? 0 : number.get();
    }

    /** @param most of each type; of no other type there is any */
    private static void assertStored(Log log, long from, Map<String, Long> most) {
        log.from(from).stream()
                .map(entry -> entry.path("type").asString(""))
                .filter(each -> !FOLLOWS.contains(each))
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()))
                .forEach(
                        (type, number) -> assertThat(number).as(type).isLessThanOrEqualTo(most.getOrDefault(type, 0L)));
    }

    private static void assertFlat(ServiceMemory before, ServiceMemory after) {
        assertThat(after.live() - before.live()).as("%s → %s", before, after).isLessThan(40);
        assertThat(after.resident()).as("%s → %s", before, after).isLessThan(1024);
    }
}
