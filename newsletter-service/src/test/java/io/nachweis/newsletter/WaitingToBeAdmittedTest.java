package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.lifecycle.OwnPersonalData;
import io.nachweis.testing.ModuleTest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was posted and is not looked at yet belongs to its person like everything else. */
@ModuleTest
class WaitingToBeAdmittedTest {

    private static final String SUBSCRIPTIONS = "/api/v1/muster/subscriptions";

    private static RunningNewsletter newsletter;
    private static EventProcessor admission;

    @BeforeAll
    static void start() throws Exception {
        newsletter = new RunningNewsletter(Files.createTempDirectory("waiting"));
        admission = newsletter
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("admission")
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        newsletter.close();
    }

    @Test
    void is_part_of_what_the_person_is_told() {
        admission.shutDown();
        signUp("told@example.org", "Canary of a company");

        var held = newsletter
                .bean(OwnPersonalData.class)
                .about("muster", newsletter.subject("told@example.org"), Slice.START);
        assertThat(held.data()).singleElement().satisfies(row -> {
            assertThat(row.type()).isEqualTo("form.received.v1");
            assertThat(row.category()).isEqualTo("consent-records");
            assertThat(row.values().toString())
                    .contains("told@example.org", "Canary of a company")
                    .doesNotContain("Never asked for");
        });
        admission.start();
        newsletter.nextMail("told@example.org", 0);
    }

    @Test
    void leaves_nothing_behind_once_it_is_admitted_or_dropped() {
        admission.start();
        signUp("both@example.org", "One");
        newsletter.nextMail("both@example.org", 0);
        signUp("both@example.org", "Dropped");

        assertThat(newsletter.types("both@example.org")).doesNotContain("form.received.v1");
        RunningNewsletter.await(() -> scopes("both@example.org").size() == 2);
        assertThat(newsletter.everyEntry("form.received.v1").toString()).doesNotContain("Dropped", "both@example.org");
    }

    @Test
    void ends_with_its_person() {
        String email = "erased@example.org";
        admission.shutDown();
        signUp(email, "Canary");
        SubjectId subject = newsletter.subject(email);
        newsletter.hears(
                Topics.SUBJECTS,
                new ReceivedFact(
                        UUID.randomUUID() + ".0",
                        "/rights",
                        1,
                        subject,
                        new ErasureOrdered("muster", UUID.randomUUID().toString(), newsletter.clock.instant())));
        admission.start();
        newsletter.signUp("after-the-erased@example.org");

        RunningNewsletter.await(() -> newsletter.types(email).contains("erasure.carried-out.v1"));
        assertThat(scopes(email)).allMatch(scope -> scope.contains("/rights-requests/"));
        List<Entry> left =
                newsletter.bean(SubjectEntries.class).about(subject, true).toList();
        assertThat(left).extracting(Entry::type).containsOnly("erasure.decided.v1", "erasure.carried-out.v1");
        assertThat(newsletter.mailsTo(email)).isEmpty();
    }

    private static List<String> scopes(String email) {
        return newsletter
                .keys()
                .getCollection("keys")
                .find()
                .map(key -> key.getString("_id"))
                .into(new ArrayList<>())
                .stream()
                .filter(id -> id.startsWith(newsletter.subject(email).value()))
                .toList();
    }

    private static void signUp(String email, String company) {
        newsletter.postJson(SUBSCRIPTIONS, """
                {"email": "%s", "company": "%s", "phone": "Never asked for", "consents": ["newsletter/1/de"]}""".formatted(email, company));
    }
}
