package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.FormAdmission.Attempt;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.ControllerPolicy.FormKind;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.starter.web.ClientAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        admission.admit(posted(NOON, null), WithoutMail.DROPPED, this::append);

        assertThat(appended).singleElement().satisfies(admitted -> {
            assertThat(admitted.mayMail()).isTrue();
            assertThat(admitted.at()).isEqualTo(NOON);
        });
    }

    @Test
    void drops_what_no_mail_may_go_out_about_unless_it_must_not_be_lost() {
        admission.admit(posted(NOON, null), WithoutMail.DROPPED, this::append);
        admission.admit(posted(NOON.plusSeconds(1), null), WithoutMail.DROPPED, this::append);
        admission.admitFromLink(Attempt.fromLink(POLICY, FORM, ADA, CLIENT, NOON.plusSeconds(2)), this::append);
        admission.admitHandedOver(POLICY, ADA, NOON.plusSeconds(3), this::append);
        assertThat(appended).hasSize(1);

        admission.admit(posted(NOON.plusSeconds(4), null), WithoutMail.KEPT, this::append);
        assertThat(appended).hasSize(2);
        assertThat(appended.getLast().mayMail()).isFalse();
    }

    @Test
    void drops_what_only_a_program_does_even_where_nothing_must_be_lost() {
        admission.admit(posted(NOON, "https://spam.example"), WithoutMail.KEPT, this::append);
        assertThat(appended).isEmpty();
    }

    @Test
    void sends_the_denied_no_more_forms_but_the_link_they_ask_for() {
        suppressions.add("sign-up", POLICY.id(), ADA, NOON.plus(Duration.ofDays(1)));
        admission.admit(posted(NOON, null), WithoutMail.DROPPED, this::append);
        admission.admitHandedOver(POLICY, ADA, NOON, this::append);
        assertThat(appended).isEmpty();

        admission.admitLinkRequest(POLICY, ADA, NOON, () -> Optional.of(this::append));
        assertThat(appended).hasSize(1);
    }

    @Test
    void counts_no_link_to_nothing() {
        admission.admitLinkRequest(POLICY, ADA, NOON, Optional::empty);
        admission.admitLinkRequest(POLICY, ADA, NOON, () -> Optional.of(this::append));
        admission.admitLinkRequest(POLICY, ADA, NOON, () -> Optional.of(this::append));
        assertThat(appended).hasSize(1);
    }

    private boolean append(Admitted admitted) {
        appended.add(admitted);
        return true;
    }

    private static Attempt posted(Instant at, @Nullable String honeypot) {
        return new Attempt(POLICY, FORM, ADA, CLIENT, null, honeypot, null, at);
    }
}
