package io.nachweis.consent.notice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Languages;
import io.nachweis.policy.Retention;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a policy says stands in its notice, in each of its languages; what it does not say does not. */
class WritingTheNoticeTest {

    private static final NoticePage PAGE = new NoticePage();

    /** A notice as its reader has it. */
    record Read(ControllerPolicy policy, Locale language, Document page, List<String> faults) {

        static Read of(ControllerPolicy policy, Locale language) {
            var parser = Parser.htmlParser().setTrackErrors(100);
            var page = parser.parseInput(PAGE.of(policy, language), "");
            return new Read(
                    policy,
                    language,
                    page,
                    parser.getErrors().stream().map(Object::toString).toList());
        }

        /** The part of the page of this id. */
        Element at(String id) {
            return requireNonNull(page.getElementById(id), () -> "#" + id + " of " + this);
        }

        boolean has(String id) {
            return page.getElementById(id) != null;
        }

        String title(String part) {
            return at(part).select("h2, h3").eachText().getFirst();
        }

        @Override
        public String toString() {
            return policy.id() + " in " + language;
        }
    }

    static Stream<Read> notices() {
        return PolicyFiles.ALL.stream()
                .map(Controllers::check)
                .flatMap(policy -> policy.languages().stream().map(language -> Read.of(policy, language)));
    }

    @Test
    void in_each_language_of_the_product() {
        assertThat(notices().map(Read::language).distinct()).containsExactlyInAnyOrderElementsOf(Languages.OF_TEXTS);
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_who_is_responsible(Read notice) {
        var policy = notice.policy();
        var identity = policy.identity();
        assertThat(notice.at("controller").text())
                .contains(identity.name(), identity.email(), identity.website().toString())
                .contains(identity.privacyNotice().toString())
                .contains(identity.address())
                .contains(identity.legalNotice());
        policy.group()
                .values()
                .forEach(company -> assertThat(
                                notice.at("company-" + company.id()).text())
                        .contains(company.name())
                        .contains(company.address()));
        var authority = policy.authority();
        assertThat(notice.at("authority").text())
                .contains(authority.name(notice.language()), authority.phone(), authority.email())
                .contains(authority.website().toString())
                .contains(authority.address());
        assertThat(notice.at("version").text()).contains(policy.version());
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_what_data_is_used_for(Read notice) {
        notice.policy().purposes().values().forEach(purpose -> {
            Element row = notice.at("purpose-" + purpose.id());
            assertThat(row.select("th").text()).isEqualTo(purpose.name(notice.language()));
            assertThat(row.select("td").get(0).text()).contains("6");
            assertThat(List.of(row.select("td").get(1).text().split(", ", -1)))
                    .hasSameSizeAs(purpose.channels())
                    .doesNotContain("");
        });
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_of_each_category_what_is_stored_why_and_by_whom_it_is_seen(Read notice) {
        for (DataCategoryRule rule : notice.policy().categories().values()) {
            Element part = notice.at("category-" + rule.id());
            assertThat(part.select("h3").text()).isEqualTo(rule.name(notice.language()));
            assertThat(part.select("tbody tr")).hasSameSizeAs(rule.fields());
            assertThat(part.select("tbody th, tbody td:nth-child(2)").eachText())
                    .hasSize(2 * rule.fields().size())
                    .noneMatch(String::isBlank);
            assertThat(part.text()).contains(rule.law());
            rule.exceptions()
                    .values()
                    .forEach(basis -> assertThat(
                                    part.select("tbody td:nth-child(3)").text())
                            .contains(basis.law()));
            assertThat(part.select("thead th")).hasSize(rule.exceptions().isEmpty() ? 2 : 3);
            assertThat(linked(part, "recipient-")).isEqualTo(rule.recipients());
        }
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_how_long_by_the_rule_that_deletes(Read notice) {
        for (DataCategoryRule rule : notice.policy().categories().values()) {
            Element part = notice.at("category-" + rule.id());
            assertSays(part, rule.retention(), notice.language());
            notice.policy()
                    .formsWith(rule.id())
                    .flatMap(form -> form.endOfUnconfirmed().stream())
                    .forEach(step -> assertThat(part.text()).contains(": " + step.inWords(notice.language())));
            rule.moves()
                    .forEach(move -> assertThat(part.select("a[href=#category-" + move.to() + "]")
                                    .text())
                            .isEqualTo(notice.title("category-" + move.to())));
            var keep = rule.keepOnErasure();
            if (keep != null) {
                assertThat(part.text()).contains(keep.law(), keep.why(notice.language()));
            }
        }
        notice.policy()
                .systems()
                .values()
                .forEach(system ->
                        assertSays(notice.at("system-" + system.id()), system.retention(), notice.language()));
    }

    /** What a form ends that nobody confirmed is none of the categories' rules. */
    @ParameterizedTest
    @MethodSource("notices")
    void leaves_out_no_period_after_which_something_is_deleted(Read notice) {
        notice.policy().forms().values().stream()
                .flatMap(form -> form.endOfUnconfirmed().stream())
                .forEach(step -> assertThat(notice.at("categories").text()).contains(step.inWords(notice.language())));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_who_gets_data_and_what_makes_that_lawful(Read notice) {
        notice.policy().recipients().values().forEach(recipient -> {
            Element row = notice.at("recipient-" + recipient.id());
            assertThat(row.select("th").text()).isEqualTo(recipient.name(notice.language()));
            assertThat(row.text()).contains(Locale.of("", recipient.country()).getDisplayCountry(notice.language()));
            assertThat(row.select("td:nth-child(3) .also")).hasSize(recipient.safeguard() == null ? 0 : 1);
            var consent = recipient.consent();
            assertThat(row.select("td:nth-child(2) .also").text())
                    .contains(
                            consent == null
                                    ? ""
                                    : notice.policy()
                                            .purpose(consent)
                                            .orElseThrow()
                                            .name(notice.language()));
            assertThat(row.select("td:nth-child(2) .also")).hasSize(consent == null ? 0 : 1);
        });
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_what_other_systems_store_and_what_is_processed_for_others(Read notice) {
        notice.policy().systems().values().forEach(system -> {
            Element part = notice.at("system-" + system.id());
            assertThat(part.select("h3").text()).isEqualTo(system.name(notice.language()));
            assertThat(part.text()).contains(system.what(notice.language()), system.law());
            assertThat(linked(part, "recipient-")).isEqualTo(system.recipients());
        });
        notice.policy()
                .onBehalf()
                .values()
                .forEach(processing -> assertThat(
                                notice.at("on-behalf-" + processing.id()).text())
                        .contains(
                                processing.name(notice.language()),
                                processing.what(notice.language()),
                                processing.law()));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void says_which_rights_there_are_and_how_to_use_them(Read notice) {
        assertThat(notice.at("rights").text()).contains("15", "16", "17", "18", "20", "21");
        assertThat(notice.at("withdrawal").text()).contains("7");
        assertThat(notice.title("authority")).contains("77");
        assertThat(notice.page().select("#ways + ul > li"))
                .hasSameSizeAs(notice.policy().intake());
        notice.policy()
                .intake()
                .forEach(way -> assertThat(notice.at("rights").text())
                        .contains(
                                switch (way.channel()) {
                                    case EMAIL, PHONE, POST -> way.at();
                                    case FORM ->
                                        notice.policy().identity().website().toString();
                                    case LINK -> "";
                                }));
    }

    @ParameterizedTest
    @MethodSource("notices")
    void is_one_page_that_everybody_can_read(Read notice) {
        Document page = notice.page();
        assertThat(notice.faults()).isEmpty();
        assertThat(page.select("html").attr("lang")).isEqualTo(notice.language().toLanguageTag());
        assertThat(page.title()).contains(notice.policy().identity().name());
        assertThat(page.select("h1, main")).hasSize(2);
        assertThat(page.select("section"))
                .allMatch(section ->
                        section.hasAttr("id") && section.child(0).tagName().matches("h[23]"));
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("a[href^=#]").eachAttr("href")).allMatch(link -> notice.has(link.substring(1)));
        assertThat(page.select("a[href]").eachAttr("href"))
                .allMatch(link -> link.matches("(#|\\?locale=|https?://|mailto:).+"));
        assertThat(page.select("table"))
                .allMatch(table -> !table.select("thead th").isEmpty());
        assertThat(page.select("th")).allMatch(header -> header.hasAttr("scope"));
        assertThat(page.select("script, style, img, iframe, [style]")).isEmpty();
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.text()).doesNotContain("??", "{", "''");
        assertThat(page.select("a[hreflang]").eachAttr("hreflang"))
                .containsExactlyElementsOf(notice.policy().languages().stream()
                        .filter(language -> !language.equals(notice.language()))
                        .map(Locale::toLanguageTag)
                        .toList());
    }

    @Test
    void has_words_for_each_field_of_the_shipped_policies() {
        for (Path file : PolicyFiles.SHIPPED) {
            var policy = Controllers.check(file);
            for (Locale language : policy.languages()) {
                var notice = Read.of(policy, language);
                assertThat(notice.page().select("#categories tbody th").eachText())
                        .as(notice.toString())
                        .allMatch(name -> Character.isUpperCase(name.codePointAt(0)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "category-consent-records   | Deleted 3 years after the withdrawal",
                "category-consent-records   | Unless confirmed: Deleted 7 days after the request",
                "category-newsletter-data   | Deleted with the withdrawal",
                "category-newsletter-data   | Unless confirmed: Deleted 7 days after the request",
                "category-whitepaper-leads  | Deleted 24 months after the download",
                "category-whitepaper-leads  | Unless the document is fetched: Deleted 14 days after the request",
                "category-enquiries         | Deleted 30 days after the closing",
                "category-enquiries         | Deleted 3 years after the last contact Whichever is earlier counts.",
                "category-contract-contacts | Deleted 3 years after the end of the business relationship, counted from the end of its year",
                "category-rights-requests   | Deleted 3 years after the last letter",
                "category-rights-requests   | Deleted 6 months after the due date of a request that nobody proved",
                "category-access-log        | Anonymised 7 days after the recording Deleted 30 days after the recording",
                "system-matomo              | Deleted 13 months after the recording",
                "system-contract-books      | Deleted 10 years after the document, counted from the end of its year, and not before",
                "system-contract-vouchers   | Deleted 8 years after the document, counted from the end of its year, and not before",
                "system-contract-letters    | Deleted 6 years after the document, counted from the end of its year, and not before",
                "system-technical-access    | Deleted with the end of the contract"
            })
    void says_the_periods_of_idm(String part, String period) {
        assertThat(Read.of(Controllers.check(PolicyFiles.IDM), Locale.ENGLISH)
                        .at(part)
                        .text())
                .contains(period);
    }

    @Test
    void says_what_has_to_be_given_and_what_rests_on_another_basis() {
        var notice = Read.of(Controllers.check(PolicyFiles.IDM), Locale.GERMAN);
        assertThat(notice.at("category-enquiries").select("tbody tr").eachText())
                .contains("Vor- und Nachname Ja", "Unternehmen Nein, freiwillig", "Ihre Nachricht Ja")
                .contains("Unsere Antwort Kein Formular fragt danach");
        assertThat(notice.at("category-newsletter-data").select("tbody tr").eachText())
                .contains("E-Mail-Adresse Ja", "Unternehmen Nein, freiwillig");
        assertThat(notice.at("category-rights-requests").select("tbody tr").eachText())
                .contains(
                        "Antwort des Mailservers Kein Formular fragt danach Berechtigtes Interesse, Art. 6(1)(f) GDPR");
    }

    @Test
    void leaves_out_what_the_policy_does_not_say() {
        var idm = Read.of(Controllers.check(PolicyFiles.IDM), Locale.GERMAN);
        assertThat(idm.has("group") || idm.has("officer")).isFalse();
        var club = Read.of(Controllers.check(PolicyFiles.ALL.get(2)), Locale.GERMAN);
        assertThat(Stream.of("systems", "on-behalf", "group", "officer")).noneMatch(club::has);
        assertThat(club.at("category-enquiries").text()).contains("Ihr Rad");
        var nobody = Read.of(Controllers.check(PolicyFiles.ALL.getLast()), Locale.ENGLISH);
        assertThat(Stream.of("recipients", "ways")).noneMatch(nobody::has);
    }

    @Test
    void names_the_officer(@TempDir Path folder) {
        var policy = PolicyFiles.edited(
                folder,
                "\nzone: Europe/Berlin",
                "\nofficer: {name: Dora Dach, email: dpo@example.org}\nzone: Europe/Berlin");
        assertThat(Read.of(policy, Locale.ENGLISH).at("controller").text())
                .contains("Data protection officer Dora Dach dpo@example.org");
    }

    /** The attacker writes a policy's texts, such as by a translator's file, and wants their script on the controller's page. */
    @Test
    void takes_a_hostile_text_for_a_text(@TempDir Path folder) {
        var policy = PolicyFiles.edited(
                folder,
                "version: \"2026-04\"",
                "version: '\"><script>alert(1)</script>'",
                "  name: interactive digital media GmbH",
                "  name: '</title><script>alert(2)</script>'",
                "  email: datenschutz@i-digital-m.com",
                "  email: '\"onmouseover=\"alert(3)\"x=\"@x.example'",
                "      en: Newsletter by e-mail\n  follow-up",
                "      en: '<img src=x onerror=alert(4)>'\n  follow-up",
                "      en: Enquiries and answers",
                "      en: '${7*7} [[${7*7}]] __${7*7}__ #{notice.title}'",
                "          en: Your message",
                "          en: '</th><iframe src=//x.example>'");

        var notice = Read.of(policy, Locale.ENGLISH);
        assertThat(notice.faults()).isEmpty();
        assertThat(notice.page().select("script, img, iframe, [onmouseover], [onerror]"))
                .isEmpty();
        assertThat(notice.page().title()).contains("</title><script>alert(2)</script>");
        assertThat(notice.at("version").text()).contains("\"><script>alert(1)</script>");
        assertThat(notice.at("purpose-newsletter").text()).contains("<img src=x onerror=alert(4)>");
        assertThat(notice.title("category-enquiries")).isEqualTo("${7*7} [[${7*7}]] __${7*7}__ #{notice.title}");
        assertThat(notice.at("category-enquiries").text()).contains("</th><iframe src=//x.example>");
    }

    private static void assertSays(Element part, Retention retention, Locale language) {
        List<String> rules =
                retention.steps().stream().map(step -> step.inWords(language)).toList();
        assertThat(part.select("dd").eachText()).containsSubsequence(rules);
    }

    private static Set<String> linked(Element part, String prefix) {
        return Set.copyOf(part.select("a[href^=#" + prefix + "]").eachAttr("href").stream()
                .map(link -> link.substring(prefix.length() + 1))
                .toList());
    }
}
