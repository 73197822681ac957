package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.codeIn;
import static io.nachweis.rights.RunningRights.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.ErasureReported;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.rights.FakeService.Mood;
import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What the other services say is taken as it should be, or as if they had said nothing. */
@ModuleTest
class BadAnswersTest {

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static RunningRights rights;

    @BeforeAll
    static void start(@TempDir Path folder) {
        rights = new RunningRights(folder);
        ((Logger) LoggerFactory.getLogger("io.nachweis.rights")).setLevel(Level.DEBUG);
        LOG.start();
        root().addAppender(LOG);
    }

    @AfterAll
    static void stop() {
        root().detachAppender(LOG);
        rights.close();
    }

    @AfterEach
    void repeat_nothing_in_the_log() {
        assertThat(LOG.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("canary") || line.contains("@example.org"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    void make_a_request_wait_visibly_and_never_become_half_of_its_answer(Mood mood) {
        String email = mood.name().toLowerCase(Locale.ROOT) + "@example.org";
        rights.everybodyHolds(email, "canary");
        String page = rights.ask(email, "access");
        rights.newsletter.mood = mood;
        rights.press(page, "prove");
        UUID request = rights.requestOf(email);
        await(() -> waitingFor(request).equals("[\"newsletter\"]"));
        assertThat(rights.get(page).body()).contains("We are working on it");
        assertThat(rights.mailsTo(email)).hasSize(1);

        rights.newsletter.mood = Mood.WELL;
        rights.forgive();
        MimeMessage ready = rights.nextMail(email, 1);
        assertThat(waitingFor(request)).isEqualTo("[]");
        rights.newsletter.mood = mood;
        HttpResponse<String> incomplete = rights.press(page, "fetch", "code", codeIn(ready));
        assertThat(incomplete.statusCode()).isEqualTo(503);
        assertThat(incomplete.body()).contains("half an answer").doesNotContain("canary");
        assertThat(rights.types(email)).doesNotContain("rights.answer-fetched.v1");

        rights.newsletter.mood = Mood.WELL;
        rights.forgive();
        assertThat(rights.press(page, "fetch", "code", codeIn(ready)).body())
                .contains("canary-newsletter", "canary-lead", "canary-consent");
    }

    /** Anybody who can write to that topic could say it. */
    @Test
    void to_an_order_leave_it_waiting() {
        String email = "ordered@example.org";
        rights.everybodyHolds(email, "canary");
        rights.press(rights.ask(email, "erasure"), "prove");
        await(() -> rights.types(email).contains("rights.erasure-ordered.v1"));
        UUID request = rights.requestOf(email);
        var erased = new ErasedCategory("enquiries", 2);
        var kept = new KeptCategory("consent-records", 3, "Art. 17(3)(e) GDPR", LocalDate.parse("2029-11-23"));

        rights.reports("lead", "another@example.org", report("idm", request, erased, kept));
        rights.reports("lead", email, report("another", request, erased, kept));
        rights.reports("lead", email, report("idm", request, new ErasedCategory("a\n\nhttps://canary", 2), kept));
        rights.reports("lead", email, report("idm", request, new ErasedCategory("enquiries", -1), kept));
        rights.reports(
                "lead",
                email,
                report("idm", request, erased, new KeptCategory("k", 1, "Art. 1\nhttps://canary", kept.until())));
        assertThat(rights.types(email)).doesNotContain("rights.erasure-reported.v1");
        assertThat(waitingFor(request)).contains("lead");

        rights.reports("lead", email, report("idm", request, erased, kept));
        assertThat(rights.types(email)).containsOnlyOnce("rights.erasure-reported.v1");
        assertThat(waitingFor(request)).doesNotContain("lead");
    }

    private static ErasureReported report(String controller, UUID request, ErasedCategory erased, KeptCategory kept) {
        return new ErasureReported(
                controller, request.toString(), rights.clock.instant(), List.of(erased), List.of(kept));
    }

    private static String waitingFor(UUID request) {
        return json(rights.desk("dpo", "/" + request)).path("waitingFor").toString();
    }
}
