package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.Form.Field;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code deploy/controllers/idm.yaml} must never say otherwise by accident. */
class IdmTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();
    private final DataCategoryRule records = idm.category("consent-records").orElseThrow();
    private final DataCategoryRule data = idm.category("newsletter-data").orElseThrow();
    private final Form newsletter = idm.form("newsletter").orElseThrow();

    @Test
    void stores_of_a_sign_up_what_its_policy_lists_and_nothing_else() {
        assertThat(records.fields()).containsExactlyInAnyOrder("email", "requestedAt", "confirmedAt", "ip");
        assertThat(data.fields()).containsExactlyInAnyOrder("email", "company", "role");
    }

    /** It proves nothing, and the policy keeps newsletter data until unsubscription. */
    @Test
    void keeps_company_and_role_as_long_as_the_newsletter_goes_out() {
        assertThat(newsletter.fields().values())
                .filteredOn(field -> newsletter.categoryOf(field).equals(data.id()))
                .extracting(Field::id)
                .containsExactlyInAnyOrder("company", "role");
        assertThat(periods(data)).containsExactly(Map.entry(Trigger.WITHDRAWAL, Period.ZERO));
    }

    @Test
    void keeps_consent_records_three_years_after_the_withdrawal() {
        assertThat(periods(records)).containsExactly(Map.entry(Trigger.WITHDRAWAL, Period.ofYears(3)));
    }

    @Test
    void ends_seven_days_after_the_request_what_nobody_confirmed() {
        assertThat(newsletter.endOfUnconfirmed())
                .get()
                .extracting(Step::after, Step::period)
                .containsExactly(Trigger.REQUEST, Period.ofDays(7));
        assertThat(idm.formsWith(data.id())).containsExactly(newsletter);
        assertThat(idm.form(FormKind.ENQUIRY).orElseThrow().endOfUnconfirmed()).isEmpty();
    }

    @Test
    void keeps_on_erasure_only_what_proves_something_or_a_law_has_kept() {
        assertThat(idm.categories().values())
                .filteredOn(category -> category.keepOnErasure() != null)
                .extracting(DataCategoryRule::id)
                .containsExactlyInAnyOrder("consent-records", "rights-requests", "legal-holds", "contract-letters");
        assertThat(records.keepOnErasure()).isNotNull();
    }

    @Test
    void asks_for_nothing_but_the_address() {
        assertThat(newsletter.fields().values())
                .filteredOn(Field::required)
                .extracting(Field::id)
                .containsExactly("email");
    }

    @Test
    void says_in_each_language_who_sends_what_and_how_to_withdraw() {
        for (var language : idm.languages()) {
            assertThat(newsletter.current(language))
                    .as(language.getLanguage())
                    .singleElement()
                    .extracting(Wording::html, STRING)
                    .contains("interactive digital media GmbH", "datenschutz@i-digital-m.com")
                    .contains(idm.identity().privacyNotice().toString())
                    .containsAnyOf("widerrufen", "withdraw");
        }
        assertThat(idm.languages()).containsExactly(Locale.GERMAN, Locale.ENGLISH);
    }

    @Test
    void gives_documents_without_consent_and_keeps_who_asked_for_24_months() {
        var leads = idm.category("whitepaper-leads").orElseThrow();
        assertThat(periods(leads)).containsExactly(Map.entry(Trigger.DOWNLOAD, Period.ofMonths(24)));
        assertThat(leads.fields()).containsExactlyInAnyOrder("email", "name", "company");
        var download = idm.form(FormKind.DOWNLOAD).orElseThrow();
        for (var language : idm.languages()) {
            assertThat(download.current(language))
                    .extracting(Wording::purposes)
                    .containsExactly(List.of("newsletter"), List.of("follow-up"));
        }
    }

    @Test
    void keeps_enquiries_until_they_are_done_or_three_years_from_the_last_contact_and_asks_for_no_consent() {
        var enquiries = idm.category("enquiries").orElseThrow();
        assertThat(periods(enquiries))
                .containsOnly(
                        Map.entry(Trigger.CLOSING, Period.ofDays(30)),
                        Map.entry(Trigger.LAST_CONTACT, Period.ofYears(3)));
        var form = idm.form(FormKind.ENQUIRY).orElseThrow();
        assertThat(form.wordings()).isEmpty();
        assertThat(form.fields().values())
                .filteredOn(Field::required)
                .extracting(Field::id)
                .containsExactly("name", "email", "message");
    }

    @Test
    void keeps_requests_three_years_from_the_last_letter_and_shortly_where_nobody_proved_that_they_were_theirs() {
        assertThat(periods(idm.category("rights-requests").orElseThrow()))
                .containsOnly(
                        Map.entry(Trigger.LAST_LETTER, Period.ofYears(3)),
                        Map.entry(Trigger.NEVER_PROVEN, Period.ofMonths(6)));
    }

    @Test
    void keeps_customers_contacts_and_their_downloads_three_years_from_the_end_of_the_year_of_the_relationship() {
        var contacts = movedTo("whitepaper-leads");
        assertThat(contacts.id()).isEqualTo("contract-contacts");
        assertThat(contacts.keepOnErasure()).isNull();
        var clock = LegalClock.of(idm);
        assertThat(contacts.end(Map.of(Trigger.DOWNLOAD, Instant.EPOCH), clock))
                .as("while the relationship lasts")
                .isEmpty();
        assertThat(contacts.end(Map.of(Trigger.END_OF_RELATIONSHIP, clock.lastOf(LocalDate.parse("2027-12-31"))), clock)
                        .orElseThrow()
                        .due()
                        .on())
                .isEqualTo("2030-12-31");
        assertThat(idm.rule("consent-records", Set.of(Condition.RELATIONSHIP))).contains(records);
    }

    @Test
    void keeps_what_customers_wrote_six_years_from_the_end_of_the_year_of_the_last_letter_whoever_wants_it_erased() {
        var letters = movedTo("enquiries");
        assertThat(letters.id()).isEqualTo("contract-letters");
        assertThat(letters.keepOnErasure()).isNotNull();
        var clock = LegalClock.of(idm);
        assertThat(letters.end(Map.of(Trigger.LAST_CONTACT, clock.lastOf(LocalDate.parse("2027-03-01"))), clock)
                        .orElseThrow()
                        .due()
                        .on())
                .as("a working day, after a floor")
                .isEqualTo("2034-01-02");
    }

    private DataCategoryRule movedTo(String category) {
        assertThat(idm.rule(category, Set.of()).orElseThrow().id()).isEqualTo(category);
        return idm.rule(category, Set.of(Condition.RELATIONSHIP)).orElseThrow();
    }

    private static Map<Trigger, Period> periods(DataCategoryRule category) {
        return category.retention().steps().stream().collect(Collectors.toMap(Step::after, Step::period));
    }

    @Test
    void never_changes_a_text_that_somebody_may_have_agreed_to() {
        var texts = idm.forms().values().stream()
                .flatMap(form -> form.wordings().stream())
                .collect(Collectors.toMap(Wording::id, Wording::sha256));
        String one = "f1637dd0883a95aa4ba1cac37202c2611b8e7cb6b5f25ed358e7aacd1bc98c6f";
        String oneInEnglish = "f19edd600f188321ec0ef16c9710ce338653aa4439a180969c23e3b1b1670cd5";
        String two = "9b931d4af48d6a27e2632de4896ac27afe7d454063632e9dc1459422126c4059";
        String twoInEnglish = "a56d457089483ec71bba34e20627fa8715525cd6433022bd1bc6dbdcc74486ac";
        assertThat(texts)
                .containsOnly(
                        Map.entry("newsletter/1/de", one),
                        Map.entry("newsletter/1/en", oneInEnglish),
                        Map.entry("newsletter/2/de", two),
                        Map.entry("newsletter/2/en", twoInEnglish),
                        Map.entry("download/1/de", one),
                        Map.entry("download/1/en", oneInEnglish),
                        Map.entry("download/2/de", "ba43480f588e2e438d0706868a5f155780b4320491dfa7c31246de07835f0233"),
                        Map.entry("download/2/en", "83b539b65c8319224e6fd3640e8ba1379f444c861772ba97233d16244bbb8e3e"),
                        Map.entry("download/3/de", two),
                        Map.entry("download/3/en", twoInEnglish),
                        Map.entry("preferences/1/de", two),
                        Map.entry("preferences/1/en", twoInEnglish),
                        Map.entry(
                                "preferences/2/de", "677ed13efacc814a9765b94c0ba54528aac7041d45a0dfc6f91a9c924f03d086"),
                        Map.entry(
                                "preferences/2/en",
                                "62124e10ed113ca19a17b04726d576080fd28f97f34fac00baa61b80da3513d8"));
    }

    @Test
    void offers_on_the_preferences_page_what_stands_alone() {
        assertThat(idm.form(FormKind.PREFERENCES).orElseThrow().current(Locale.GERMAN))
                .extracting(Wording::purposes)
                .containsExactly(List.of("newsletter"), List.of("follow-up"));
        assertThat(idm.form(FormKind.PREFERENCES).orElseThrow().current(Locale.GERMAN))
                .extracting(Wording::html)
                .noneMatch(html -> html.contains("diesem Dokument"));
    }

    @Test
    void registers_what_others_store_and_for_how_long_each_class_of_it() {
        assertThat(idm.systems())
                .containsOnlyKeys(
                        "server-logs",
                        "matomo",
                        "cookie-status",
                        "contract-books",
                        "contract-vouchers",
                        "contract-letters",
                        "technical-access",
                        "messaging-traffic");
        assertThat(idm.onBehalf()).containsOnlyKeys("messaging");
        assertThat(idm.measures()).containsKeys("training", "incident-plan");
    }

    @Test
    void keeps_a_log_of_requests_here_as_long_as_that_of_the_website() {
        assertThat(idm.systems().get("server-logs"))
                .isNotNull()
                .extracting(ControllerPolicy.OtherSystem::retention)
                .isEqualTo(idm.category("access-log").orElseThrow().retention());
    }

    @Test
    void has_deletions_elsewhere_attested_each_month_and_what_ends_with_a_year_once_a_year() {
        assertThat(idm.attested("matomo").orElseThrow().every()).isEqualTo(Period.ofMonths(1));
        assertThat(idm.attested("server-logs").orElseThrow().every()).isEqualTo(Period.ofMonths(1));
        assertThat(idm.systems().values().stream()
                        .filter(system -> system.retention().steps().getFirst().from() == From.YEAR_END))
                .hasSize(3)
                .allMatch(system -> system.every().equals(Period.ofYears(1)));
        assertThat(idm.attested("restore").orElseThrow().every()).isEqualTo(Period.ofMonths(6));
        assertThat(idm.attested("newsletter-data")).isEmpty();
    }

    @Test
    void gives_data_to_nobody_else() {
        assertThat(idm.recipients().values())
                .extracting(ControllerPolicy.Recipient::kind)
                .containsOnly(ControllerPolicy.RecipientKind.INTERNAL);
    }
}
