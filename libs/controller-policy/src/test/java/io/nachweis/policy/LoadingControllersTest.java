package io.nachweis.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy.Authority;
import io.nachweis.policy.ControllerPolicy.Channel;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.Identity;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.ControllerPolicy.Source;
import io.nachweis.policy.Form.Field;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingControllersTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of("src/test/resources/good.yaml"), folder.resolve("example.yaml"));
        Files.writeString(folder.resolve("README.md"), "not read");
    }

    @Test
    void guards_forms_in_the_usual_way_unless_the_file_says_more() throws IOException {
        var usual = Controllers.load(folder).find("example").orElseThrow();
        assertThat(usual.mails()).isEqualTo(MailRules.USUAL);
        assertThat(usual.form("newsletter").orElseThrow().guard()).isEqualTo(FormGuard.USUAL);

        Files.writeString(
                folder.resolve("example.yaml"),
                Files.readString(folder.resolve("example.yaml"))
                        .replace("    linkValid:", "    guard: {refuse: [role], confirmation: code}\n    linkValid:")
                        .concat("mails: {returnPath: bounces@example.org, perAddress: [{times: 2, within: PT1H}]}\n"));
        var stricter = Controllers.load(folder).find("example").orElseThrow();
        assertThat(stricter.mails().perAddress()).containsExactly(new Limit(2, Duration.ofHours(1)));
        assertThat(stricter.mails().returnPath()).isEqualTo("bounces@example.org");
        assertThat(stricter.mails().afterNotMe()).isEqualTo(Period.ofMonths(6));
        var guard = stricter.form("newsletter").orElseThrow().guard();
        assertThat(guard.refuse()).containsExactly(FormGuard.AddressKind.ROLE);
        assertThat(guard.confirmation()).isEqualTo(FormGuard.Confirmation.CODE);
        assertThat(guard.networks()).isEqualTo(FormGuard.USUAL.networks());
    }

    @Test
    void reads_everything_a_file_says() {
        var policy = Controllers.load(folder).find("example").orElseThrow();

        assertThat(policy.version()).isEqualTo("1");
        assertThat(policy.identity())
                .isEqualTo(new Identity(
                        "Example GmbH",
                        List.of("Beispielweg 1", "12345 Beispiel"),
                        "DE",
                        "+49 30 000000",
                        "privacy@example.org",
                        URI.create("https://www.example.org"),
                        List.of("Amtsgericht Beispiel, HRB 1"),
                        URI.create("https://www.example.org/privacy")));
        assertThat(policy.authority())
                .isEqualTo(new Authority(
                        Map.of(Locale.GERMAN, "Example Authority", Locale.ENGLISH, "Example Authority"),
                        List.of("Amtsweg 2", "12345 Beispiel"),
                        "+49 30 000001",
                        "mail@authority.example.org",
                        URI.create("https://authority.example.org")));
        assertThat(policy.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.languages()).containsExactly(Locale.GERMAN, Locale.ENGLISH);
        assertThat(policy.origins())
                .containsExactly(URI.create("https://www.example.org"), URI.create("https://shop.example.org:8443"));
        assertThat(policy.purposes())
                .containsExactly(Map.entry(
                        "newsletter",
                        new Purpose(
                                "newsletter",
                                LegalBasis.CONSENT,
                                Map.of(Locale.GERMAN, "Rundbrief", Locale.ENGLISH, "Newsletter"),
                                List.of(Channel.EMAIL))));
        assertThat(policy.categories())
                .containsExactly(Map.entry(
                        "consent-records",
                        new DataCategoryRule(
                                "consent-records",
                                Map.of(
                                        Locale.GERMAN,
                                        "Nachweise von Einwilligungen",
                                        Locale.ENGLISH,
                                        "Records of consent"),
                                Set.of("email", "company", "requestedAt"),
                                Set.of(),
                                Map.of(),
                                Source.PERSON,
                                Set.of(),
                                new Retention(List.of(new Step(
                                        Trigger.WITHDRAWAL,
                                        Period.ofYears(3),
                                        From.TRIGGER,
                                        Bound.CEILING,
                                        Action.DELETE))),
                                List.of(),
                                LegalBasis.LEGAL_OBLIGATION,
                                "Art. 7(1) GDPR",
                                null)));
        assertThat(policy.forms()).containsOnlyKeys("newsletter");
    }

    @Test
    void keeps_the_fields_of_a_form_in_order() {
        assertThat(form().fields())
                .containsExactly(
                        Map.entry("email", field("email", true, 254, "Adresse", "Address")),
                        Map.entry("company", field("company", false, 200, "Firma", "Company")));
        assertThat(form().linkValid()).isEqualTo(Period.ofDays(2));
        assertThat(form().purgeUnconfirmedAfter()).isEqualTo(Period.ofDays(7));
        assertThat(form().returnTo()).containsExactly(URI.create("https://www.example.org/thanks"));
    }

    @Test
    void finds_a_wording_by_its_id_old_ones_too() {
        assertThat(form().wording("newsletter/1/de").map(Wording::html)).contains("Ich willige ein.");
        assertThat(form().wording("newsletter/3/de")).isEmpty();
    }

    @Test
    void offers_the_newest_wording_in_a_language_and_else_in_the_first_one() {
        assertThat(offered(Locale.GERMAN)).containsExactly("newsletter/2/de");
        assertThat(offered(Locale.forLanguageTag("de-AT"))).containsExactly("newsletter/2/de");
        assertThat(offered(Locale.UK)).containsExactly("newsletter/1/en");
        assertThat(offered(Locale.FRENCH)).containsExactly("newsletter/2/de");
        assertThat(offered(Locale.ROOT)).containsExactly("newsletter/2/de");
    }

    @Test
    void offers_each_purpose_by_its_newest_wording() throws IOException {
        var file = folder.resolve("example.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "purposes:\n",
                                "purposes:\n  events: {basis: consent, name: {de: Termine, en: Events}}\n")
                        .replace("    returnTo:", """
                              - {id: newsletter/3/de, purposes: [events, newsletter], label: Beides, html: "Beides."}
                              - {id: newsletter/4/de, purposes: [events], label: Termine, html: "Termine."}
                              - {id: newsletter/5/de, purposes: [newsletter], label: Rundbrief, html: "Rundbrief."}
                              - {id: newsletter/2/en, purposes: [events], label: Events, html: "Events."}
                        """ + "    returnTo:"));

        assertThat(offered(Locale.GERMAN)).containsExactly("newsletter/5/de", "newsletter/4/de");
        assertThat(offered(Locale.ENGLISH)).containsExactly("newsletter/1/en", "newsletter/2/en");
    }

    @Test
    void hashes_exactly_the_text_that_is_shown() throws Exception {
        var wording = form().wording("newsletter/2/de").orElseThrow();
        var digest = MessageDigest.getInstance("SHA-256").digest("Ich willige in Ümlaute ein.".getBytes(UTF_8));

        assertThat(wording.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void takes_a_folder_relative_to_the_working_directory() {
        var here = Path.of("").toAbsolutePath();

        assertThat(Controllers.load(here.relativize(folder.toAbsolutePath())).all())
                .hasSize(1);
    }

    @Test
    void reads_a_version_again_from_what_its_file_was() throws IOException {
        PolicyVersion version = PolicyVersion.all(folder).getFirst();
        byte[] bytes = Files.readAllBytes(folder.resolve("example.yaml"));

        assertThat(version.yaml().getBytes(UTF_8)).isEqualTo(bytes);
        assertThat(version.sha256()).matches("[0-9a-f]{64}");
        assertThat(PolicyVersion.of("stored", version.yaml())).isEqualTo(version);
    }

    @Test
    void knows_no_other_controller() {
        assertThat(Controllers.load(folder).find("idm")).isEmpty();
    }

    private List<String> offered(Locale locale) {
        return form().current(locale).stream().map(Wording::id).toList();
    }

    private Form form() {
        return Controllers.load(folder)
                .find("example")
                .flatMap(policy -> policy.form("newsletter"))
                .orElseThrow();
    }

    private static Field field(String id, boolean required, int maxLength, String german, String english) {
        return new Field(id, null, required, maxLength, false, Map.of(Locale.GERMAN, german, Locale.ENGLISH, english));
    }
}
