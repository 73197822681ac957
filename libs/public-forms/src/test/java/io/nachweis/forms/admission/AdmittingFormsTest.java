package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.forms.admission.FormAdmission.Candidate;
import io.nachweis.forms.admission.FormAdmission.Screening;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormKind;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.starter.web.ClientAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether something is appended is said by whether the append was called; what it is told is what it knows. */
class AdmittingFormsTest {

    private static final ControllerPolicy POLICY =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();
    private static final Form FORM = POLICY.form(FormKind.NEWSLETTER).orElseThrow();
    private static final ClientAddress CLIENT = new ClientAddress("192.0.2.7", "request");
    private static final EmailAddress ADA = EmailAddress.of("ada@example.org");
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private final MongoDatabase database = TestMongo.newDatabase();
    private final Pseudonyms pseudonyms = new Pseudonyms("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private final RateLimits limits = new RateLimits(database);
    private final Suppressions suppressions = new Suppressions(database, pseudonyms);
    private final FormAdmission admission = new FormAdmission(
            limits,
            pseudonyms,
            new MailRateLimit(limits, pseudonyms),
            suppressions,
            new UnwantedAddresses(null),
            new ProofOfWork(limits, pseudonyms));

    private final List<Admitted> appended = new ArrayList<>();

    @Test
    void lets_the_append_know_when_it_was_asked_for_and_that_a_mail_may_go_out() {
        admission.admit(candidate(NOON), FORM, WithoutMail.DROPPED, appended::add);

        assertThat(appended).singleElement().satisfies(admitted -> {
            assertThat(admitted.mayMail()).isTrue();
            assertThat(admitted.at()).isEqualTo(NOON);
        });
    }

    @Test
    void drops_what_no_mail_may_go_out_about_unless_it_must_not_be_lost() {
        admission.admit(candidate(NOON), FORM, WithoutMail.DROPPED, appended::add);
        admission.admit(candidate(NOON.plusSeconds(1)), FORM, WithoutMail.DROPPED, appended::add);
        admission.admitFromLink(Attempt.fromLink(POLICY, FORM, ADA, CLIENT, NOON.plusSeconds(2)), appended::add);
        admission.admitHandedOver(POLICY, ADA, NOON.plusSeconds(3), appended::add);
        assertThat(appended).hasSize(1);

        admission.admit(candidate(NOON.plusSeconds(4)), FORM, WithoutMail.KEPT, appended::add);
        assertThat(appended).hasSize(2);
        assertThat(appended.getLast().mayMail()).isFalse();
    }

    /** A stranger fills in somebody's address all day, from ever new networks. */
    @Test
    void keeps_so_many_that_nobody_proved_and_one_that_stands_for_the_rest() {
        Form enquiry = POLICY.form(FormKind.ENQUIRY).orElseThrow();
        for (int i = 0; i < 100; i++) {
            var at = NOON.plus(Duration.ofMinutes(i));
            admission.admit(candidate(at), enquiry, WithoutMail.KEPT_WITHIN_LIMIT, appended::add);
        }
        long mails = appended.stream().filter(Admitted::mayMail).count();
        var tomorrow = NOON.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(1));

        assertThat(appended).hasSize((int) mails + 20 + 1);
        assertThat(appended)
                .extracting(Admitted::leftOutUntil)
                .filteredOn(Objects::nonNull)
                .containsExactly(tomorrow);

        appended.clear();
        for (int i = 0; i < 3; i++) {
            admission.admit(candidate(tomorrow), enquiry, WithoutMail.KEPT_WITHIN_LIMIT, appended::add);
        }
        assertThat(appended)
                .extracting(Admitted::leftOutUntil)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .satisfies(until -> assertThat(until).isAfter(tomorrow));
    }

    /** Whoever has sixty networks of one provider's customer has them all. */
    @Test
    void sends_only_so_many_mails_for_what_comes_from_around_one_place() {
        assertThat(mails(i -> "2001:db8:1:" + Integer.toHexString(i) + "::1")).isEqualTo(35);
        assertThat(mails(i -> "2001:db8:2:" + Integer.toHexString(256 * i) + "::1"))
                .isEqualTo(40);
        assertThat(mails(i -> "198.51.100." + i)).isEqualTo(40);
        assertThat(mails(i -> "2001:db8:" + Integer.toHexString(256 + i) + "::1"))
                .isEqualTo(60);
    }

    private long mails(IntFunction<String> ip) {
        appended.clear();
        String run = UUID.randomUUID().toString();
        IntStream.range(0, 60)
                .mapToObj(i -> new Candidate(
                        UUID.randomUUID(), POLICY, EmailAddress.of(run + i + "@example.org"), ip.apply(i), true, NOON))
                .forEach(each -> admission.admit(each, FORM, WithoutMail.DROPPED, appended::add));
        return appended.size();
    }

    /** As after a crash between the count and the append. */
    @Test
    void counts_a_form_once_however_often_it_is_looked_at() {
        Candidate once = candidate(NOON);
        IntStream.range(0, 5).forEach(_ -> admission.admit(once, FORM, WithoutMail.DROPPED, appended::add));
        assertThat(appended).hasSize(5).allMatch(Admitted::mayMail);
        admission.admit(candidate(NOON.plusSeconds(1)), FORM, WithoutMail.DROPPED, appended::add);
        assertThat(appended).hasSize(5);
    }

    @Test
    void drops_what_only_a_program_does_unless_it_must_not_be_lost() {
        assertThat(admission.screen(posted(null), WithoutMail.DROPPED)).isEqualTo(Screening.PASSED);
        assertThat(admission.screen(posted("https://spam.example"), WithoutMail.DROPPED))
                .isEqualTo(Screening.DROPPED);
        assertThat(admission.screen(posted("https://spam.example"), WithoutMail.KEPT))
                .isEqualTo(Screening.WITHOUT_MAIL);
    }

    @Test
    void sends_no_mail_about_what_came_in_as_if_a_program_had_sent_it() {
        var suspicious = new Candidate(UUID.randomUUID(), POLICY, ADA, CLIENT.ip(), false, NOON);
        admission.admit(suspicious, FORM, WithoutMail.KEPT, appended::add);
        assertThat(appended).singleElement().matches(admitted -> !admitted.mayMail());

        admission.admit(candidate(NOON), FORM, WithoutMail.DROPPED, appended::add);
        assertThat(appended.getLast().mayMail()).as("it counted for nothing").isTrue();
    }

    @Test
    void sends_the_denied_no_more_forms_but_the_link_they_ask_for() {
        suppressions.add("sign-up", POLICY.id(), ADA, NOON.plus(Duration.ofDays(1)));
        admission.admit(candidate(NOON), FORM, WithoutMail.DROPPED, appended::add);
        admission.admitHandedOver(POLICY, ADA, NOON, appended::add);
        assertThat(appended).isEmpty();

        admission.admitLinkRequest(candidate(NOON), () -> Optional.of(appended::add));
        assertThat(appended).hasSize(1);
    }

    @Test
    void counts_no_link_to_nothing() {
        admission.admitLinkRequest(candidate(NOON), Optional::empty);
        admission.admitLinkRequest(candidate(NOON), () -> Optional.of(appended::add));
        admission.admitLinkRequest(candidate(NOON), () -> Optional.of(appended::add));
        assertThat(appended).hasSize(1);
    }

    private static Candidate candidate(Instant at) {
        return new Candidate(UUID.randomUUID(), POLICY, ADA, CLIENT.ip(), true, at);
    }

    private static Attempt posted(@Nullable String honeypot) {
        return new Attempt(POLICY, FORM, ADA, CLIENT, null, honeypot, null, NOON);
    }
}
