package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EmailAddress;
import io.nachweis.evidence.Slice;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.LiveHeap;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stranger fills in somebody's address again and again: from ever new networks, each time with a long message. */
@ModuleTest
class MuchOnRecordTest {

    private static final int ENQUIRIES = "full".equals(System.getProperty("nachweis.depth")) ? 100_000 : 300;
    private static final Duration LONGEST = Duration.ofSeconds(60 + ENQUIRIES / 10);
    private static final int AT_ONCE = 8;
    private static final String MESSAGE = "ü".repeat(7_500);

    /** A few slices, and what else goes on. */
    private static final long FEW_MIB = 48;

    private final RunningLead lead;

    MuchOnRecordTest(RunningLead lead) {
        this.lead = lead;
    }

    @Test
    void about_one_person_is_told_in_slices_and_erased_in_memory_that_stays_flat() throws Exception {
        String email = "much@example.org";
        var subject = lead.bean(SubjectIds.class).of("muster", EmailAddress.of(email));
        enquire(email);
        inTheEnd(() -> lead.bean(SubjectEntries.class)
                        .about(subject, false)
                        .filter(entry -> entry.type().equals("enquiry.received.v1"))
                        .count()
                == ENQUIRIES);

        try (var heap = new LiveHeap()) {
            long told = Slice.all(after -> lead.bean(OwnEntries.class).about("muster", subject, true, after))
                    .filter(entry -> entry.data().path("message").asString("").equals(MESSAGE))
                    .count();
            assertThat(told).isEqualTo(ENQUIRIES);

            lead.erase(email);
            inTheEnd(() -> lead.bean(SubjectEntries.class)
                    .about(subject, false)
                    .noneMatch(entry -> entry.type().startsWith("enquiry.")));
            inTheEnd(() -> lead.types(email).equals(List.of("erasure.decided.v1", "erasure.carried-out.v1")));
            assertThat(heap.growth()).isLessThan(FEW_MIB);
        }
    }

    private static void inTheEnd(Callable<Boolean> condition) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofSeconds(1)).until(condition);
    }

    private void enquire(String email) throws Exception {
        var turns = new Semaphore(AT_ONCE);
        var failed = new AtomicReference<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ENQUIRIES && failed.get() == null; i++) {
                String ip = "10.%d.%d.1".formatted(i >> 8 & 255, i & 255);
                turns.acquire();
                threads.execute(() -> {
                    var answer = lead.sendFrom(ip, enquiry(email));
                    if (answer.statusCode() != 202) {
                        failed.set(answer);
                    }
                    turns.release();
                });
            }
        }
        assertThat(failed).hasNullValue();
    }

    private HttpRequest.Builder enquiry(String email) {
        return lead.request("/api/v1/muster/enquiries")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"email": "%s", "name": "Ottokar", "phone": "0815", "message": "%s"}""".formatted(email, MESSAGE)));
    }
}
