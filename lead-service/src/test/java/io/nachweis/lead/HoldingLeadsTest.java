package io.nachweis.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.contracts.Fact.HoldLifted;
import io.nachweis.contracts.Fact.HoldPlaced;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A document that nobody fetched is not forgotten while a legal hold stands on it. */
@ModuleTest
class HoldingLeadsTest {

    private final RunningLead lead;

    HoldingLeadsTest(RunningLead lead) {
        this.lead = lead;
    }

    @Test
    void what_is_held_of_a_download_waits_for_the_end_of_the_hold() {
        String email = "held-lead@example.org";
        lead.requestDownload(email);
        RunningLead.await(() -> lead.types(email).contains("mail.sent.v1"));
        String hold = UUID.randomUUID().toString();
        lead.tell(email, new HoldPlaced("muster", hold, List.of("whitepaper-leads"), lead.clock.instant()));

        lead.clock.advance(Duration.ofDays(15));
        RunningLead.await(this::isEverythingDueTried);
        assertThat(lead.types(email)).contains("download.requested.v1").doesNotContain("download.expired.v1");

        lead.tell(email, new HoldLifted("muster", hold, lead.clock.instant()));
        RunningLead.await(() -> lead.types(email).equals(List.of("retention.held.v1", "retention.released.v1")));
    }

    private boolean isEverythingDueTried() {
        return lead.database().getCollection("due").countDocuments(Filters.lte("at", Date.from(lead.clock.instant())))
                == 0;
    }
}
