package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Topics;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a letter says is kept until a day is there until that day, and then it is nowhere. */
@StoryTest
class EndingEvidenceStory {

    private static final Pattern KEPT = Pattern.compile("- Records of consent: kept until ([^.]+)\\.");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final PlatformUnderTest platform;
    private final DeskClient desk;

    EndingEvidenceStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
    }

    @Test
    void the_evidence_of_a_consent_ends_everywhere_on_the_day_that_the_letter_named() throws IOException {
        Person vera = Person.named("vera", platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(vera));
        vera.presses(vera.asksFor("erasure"), "prove", "");
        String letter = vera.mail(4).path("text").asString("");
        LocalDate named = dayIn(letter);
        LocalDate today = LocalDate.ofInstant(platform.clock().now(), BERLIN);
        assertThat(named).isEqualTo(today.plusYears(3));
        String subject = desk.subject(vera);
        Map<String, byte[]> traces = new LinkedHashMap<>(Traces.of(subject, platform));
        traces.putAll(Traces.ofWords(List.of(vera.email())));
        assertThat(traces.keySet())
                .anyMatch(name -> name.startsWith("newsletter consent-records/"))
                .anyMatch(name -> name.startsWith("consent consent-records/"))
                .anyMatch(name -> name.startsWith("rights rights-requests/"));

        forward(ChronoUnit.DAYS.between(today, named) - 1);
        Person witness = Person.named("will", platform).whoConfirmed();
        Await.until("consent is known", () -> desk.hasHeardOfTheConsentOf(witness));
        assertThat(desk.typesOnRecord(vera))
                .contains("subscription.confirmed.v1", "consent.given.v1", "rights.request-answered.v1");

        forward(1);
        forward(1);
        Await.until(
                "the evidence has ended",
                () -> Traces.scopes(subject, platform).isEmpty()
                        && desk.history(vera).json().path("entries").isEmpty());
        assertThat(desk.isAllowed(witness)).isTrue();
        try (ConsentsTopic states = new ConsentsTopic(platform, Topics.CONSENT_STATE)) {
            String key = ConsentSnapshot.key("idm", subject, "newsletter");
            states.typesAbout(key, 3);
            assertThat(states.about(key).getLast().data().isNull()).isTrue();
        }
        platform.stop();
        assertThat(Traces.foundIn(platform.folder().data(), traces)).isEmpty();
        platform.start();
    }

    private static LocalDate dayIn(String letter) {
        var found = KEPT.matcher(letter);
        assertThat(found.find()).as(letter).isTrue();
        return LocalDate.parse(found.group(1), DAY);
    }

    private void forward(long days) {
        platform.clock().forward("P" + days + "D");
    }
}
