package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody fetches a whitepaper, and buys. */
@StoryTest
class BecomingACustomerStory {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ROLE = "Head of purchasing " + UUID.randomUUID();

    private final PlatformUnderTest platform;
    private final DeskClient desk;
    private final DeskClient crm;
    private final Person ada;

    BecomingACustomerStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
        this.crm = DeskClient.as("app", "idm", platform);
        this.ada = Person.named("ada", platform);
    }

    @Test
    void keeps_a_lead_by_the_rule_of_customers_and_then_nothing_anywhere() throws IOException {
        Person bob = Person.named("bob", platform);
        fetchesADocument(ada);
        fetchesADocument(bob);
        String relationship = "/relationships/" + UUID.randomUUID();
        Map<String, Object> said =
                new LinkedHashMap<>(Map.of("email", ada.email(), "since", today().toString(), "role", ROLE));
        Answer recorded = crm.call("put", relationship, said);
        assertThat(recorded.status()).as(recorded.toString()).isEqualTo(200);
        assertThat(crm.call("put", relationship, said).body()).isEqualTo(recorded.body());
        assertThat(desk.typesOnRecord(ada)).containsOnlyOnce("relationship.begun.v1");
        assertThat(crm.call("put", relationship, Map.of("email", bob.email(), "since", today().toString()))
                        .problem())
                .isEqualTo("relationship-of-another");
        String page = ada.asksFor("access");
        ada.proves(page);
        assertThat(ada.fetches(page).body()).contains(ROLE, "contract-contacts");
        String subject = desk.subject(ada);
        Map<String, byte[]> traces = new LinkedHashMap<>(Traces.of(subject, platform));
        traces.putAll(Traces.ofWords(List.of(ada.email(), ROLE)));

        platform.clock()
                .forwardTo(platform.clock()
                        .now()
                        .atZone(BERLIN)
                        .plusMonths(24)
                        .plusDays(1)
                        .toInstant());
        Await.until(
                "who bought nothing is forgotten",
                () -> desk.history(bob).json().path("entries").isEmpty());
        assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1", "relationship.begun.v1");

        LocalDate lastDay = today();
        said.put("endedOn", lastDay.toString());
        Instant end = Instant.parse(
                crm.call("put", relationship, said).json().path("keptUntil").asString(""));
        assertThat(LocalDate.ofInstant(end, BERLIN))
                .isEqualTo(lastDay.plusYears(3).with(MonthDay.of(12, 31)));
        platform.clock().forwardTo(end.minus(Duration.ofHours(1)));
        assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1", "relationship.ended.v1");

        platform.clock().forwardTo(end.plus(Duration.ofHours(1)));
        Await.until(
                "nothing is kept",
                () -> Traces.scopes(subject, platform).isEmpty()
                        && desk.history(ada).json().path("entries").isEmpty());
        assertThat(crm.get(relationship).problem()).isEqualTo("not-found");
        platform.stop();
        assertThat(Traces.foundIn(platform.folder().data(), traces)).isEmpty();
        platform.start();
    }

    @Test
    void forgets_a_relationship_at_once_that_was_a_mistake() {
        String relationship = "/relationships/" + UUID.randomUUID();
        fetchesADocument(ada);
        crm.call("put", relationship, Map.of("email", ada.email(), "since", "2024-03-01", "role", ROLE));
        assertThat(crm.call("delete", relationship, Map.of()).status()).isEqualTo(204);
        Await.until(
                "it is forgotten",
                () -> desk.typesOnRecord(ada).stream().noneMatch(type -> type.startsWith("relationship.")));
        assertThat(desk.typesOnRecord(ada)).contains("download.document-fetched.v1");
        assertThat(crm.get(relationship).problem()).isEqualTo("not-found");
    }

    private void fetchesADocument(Person person) {
        // On a busy machine the first answer after a start may come too late for the gateway.
        Answer taken = Await.until("the request is answered", person::wantsADocument, answer -> answer.status() != 503);
        assertThat(taken.status()).isEqualTo(202);
        assertThat(StoryHttpClient.postForm(person.ticketLink(), Map.of()).status())
                .isEqualTo(200);
        assertThat(desk.typesOnRecord(person)).contains("download.document-fetched.v1");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(platform.clock().now(), BERLIN);
    }
}
