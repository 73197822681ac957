package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.testing.ModuleTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests that other services carry out: erasure (Art. 17 GDPR). */
@ModuleTest
class ErasingTest {

    private final RunningRights rights;

    ErasingTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void an_erasure_is_ordered_and_answered_when_every_service_has_reported() {
        String email = "erased@example.org";
        rights.everybodyHolds(email, "canary");
        String page = rights.ask(email, "erasure");
        rights.press(page, "prove");
        await(() -> rights.types(email).contains("rights.erasure-ordered.v1"));
        UUID request = rights.requestOf(email);
        reports("newsletter", email, request);
        reports("rights", email, request);
        reports("lead", email, request);
        reports("newsletter", email, request);
        assertThat(json(rights.desk("privacy-desk", "/" + request))
                        .path("waitingFor")
                        .toString())
                .isEqualTo("[\"consent\"]");
        assertThat(rights.mailsTo(email)).hasSize(1);

        reports("consent", email, request);
        assertThat(text(rights.nextMail(email, 1)))
                .contains("- Enquiries and answers: erased")
                .containsPattern("- Records of consent: kept until [0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}\\. Proof that")
                .contains("(Art. 17(3)(e) GDPR)", "on the day that is named with it")
                .doesNotContain("blocked");
        assertThat(rights.get(page).body()).contains("Result of your erasure request");
        rights.restart();
        await(() -> !rights.desk("dpo", "").body().contains(request.toString()));
        assertThat(rights.mailsTo(email)).hasSize(2);
    }

    @Test
    void a_report_of_what_nobody_ordered_goes_no_further() {
        var report = new ErasureReported("idm", UUID.randomUUID().toString(), Instant.now(), List.of(), List.of());
        rights.reports("newsletter", "stranger@example.org", report);
        var nonsense = new ErasureReported("idm", "nonsense", Instant.now(), List.of(), List.of());
        rights.reports("newsletter", "stranger@example.org", nonsense);
        assertThat(rights.entries("stranger@example.org")).isEmpty();
    }

    private void reports(String service, String email, UUID request) {
        rights.reports(
                service,
                email,
                new ErasureReported(
                        "idm",
                        request.toString(),
                        rights.clock.instant(),
                        service.equals("rights") ? List.of() : List.of(new ErasedCategory("enquiries", 2)),
                        List.of(new KeptCategory(
                                "consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23")))));
    }
}
