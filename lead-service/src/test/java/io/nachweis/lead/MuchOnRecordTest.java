package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Slice;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.LiveHeap;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;

/** Of somebody more came in than anybody reads, each with a long message. No stranger gets that far by a form. */
@ModuleTest
class MuchOnRecordTest {

    private static final int ENQUIRIES = "full".equals(System.getProperty("nachweis.depth")) ? 100_000 : 300;
    private static final Duration LONGEST = Duration.ofSeconds(60 + ENQUIRIES / 10);
    private static final int AT_ONCE = 8;
    private static final int MOST_TRIES = 10;
    private static final String MESSAGE = "ü".repeat(7_500);

    /** A few slices, and what else goes on. */
    private static final long FEW_MIB = 48;

    private final RunningLead lead;

    MuchOnRecordTest(RunningLead lead) {
        this.lead = lead;
    }

    @Test
    void about_one_person_is_told_in_slices_and_erased_in_memory_that_stays_flat() {
        String email = "much@example.org";
        var subject = lead.bean(SubjectIds.class).of("muster", EmailAddress.of(email));
        enquire(email, subject);
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

    private void enquire(String email, SubjectId subject) {
        try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            IntStream.range(0, ENQUIRIES)
                    .mapToObj(_ -> clients.submit(() -> ask(enquiry(email, subject))))
                    .toList()
                    .forEach(MuchOnRecordTest::done);
        }
    }

    /** Again where the log was too busy to take it. */
    private void ask(ReceiveEnquiry enquiry) {
        for (int tries = 1; ; tries++) {
            try {
                if (tries == 1 || !isOnRecord(enquiry)) {
                    lead.bean(CommandGateway.class).<CommandResult>sendAndWait(enquiry);
                }
                return;
            } catch (RuntimeException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private boolean isOnRecord(ReceiveEnquiry enquiry) {
        return lead.bean(EventStore.class)
                .readEvents(enquiry.enquiry().toString())
                .hasNext();
    }

    private ReceiveEnquiry enquiry(String email, SubjectId subject) {
        var now = lead.clock.instant();
        return new ReceiveEnquiry(
                UUID.randomUUID(),
                "muster",
                subject,
                Personal.of(EmailAddress.of(email)),
                null,
                null,
                null,
                null,
                null,
                Personal.of(MESSAGE),
                "de",
                false,
                null,
                now);
    }

    private static void done(Future<?> asked) {
        try {
            asked.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
