package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.policy.PolicyDiff.Concern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingPoliciesTest {

    private static final Path GOOD = Path.of("src/test/resources/good.yaml");

    @TempDir
    private Path folder;

    @Test
    void finds_nothing_in_the_same_file() {
        assertThat(PolicyDiff.between(GOOD, GOOD).isEmpty()).isTrue();
    }

    @Test
    void says_rule_by_rule_what_changes_for_people() throws IOException {
        var changed = changed(
                "version: \"1\"", "version: \"2\"",
                "period: P3Y", "period: P5Y",
                "fields: [email, company, requestedAt]", "fields: [email, company, ip]",
                "required: false, maxLength: 200", "required: true, maxLength: 200",
                "name: Example GmbH", "name: Example AG");

        assertThat(PolicyDiff.between(GOOD, changed).changes())
                .isEqualTo(Map.of(
                        Concern.OTHERS,
                        List.of("version: 2, was 1"),
                        Concern.IDENTITY,
                        List.of("identity.name: Example AG, was Example GmbH"),
                        Concern.CATEGORIES,
                        List.of(
                                "categories.consent-records.fields: adds ip; no longer requestedAt",
                                "categories.consent-records.retention: {after withdrawal, period P5Y}, was {after withdrawal, period P3Y} (longer than before)"),
                        Concern.FORMS,
                        List.of("forms.newsletter.fields.company.required: true, was false")));
    }

    @Test
    void says_when_another_rule_counts() throws IOException {
        var moved = changed(
                "period: P3Y}]}",
                "period: P3Y}], moves: [{when: relationship, to: contract-contacts}]}\n"
                        + "  contract-contacts: {name: {de: Kunden, en: Customers}, fields: [email, company, requestedAt],"
                        + " basis: contract, law: none, retention: [{after: end-of-relationship, period: P3Y}]}");

        assertThat(PolicyDiff.between(GOOD, moved).changes().get(Concern.CATEGORIES))
                .contains("categories.consent-records.moves: new, {when relationship, to contract-contacts}");
    }

    /** A text that somebody agreed to is evidence: a version published by mistake is superseded, never edited. */
    @Test
    void finds_wordings_that_were_edited_under_their_id() throws IOException {
        assertThat(PolicyDiff.between(GOOD, changed("I agree.", "I agree to everything."))
                        .edited())
                .containsExactly("newsletter/1/en");

        var superseded = changed(
                "      - {id: newsletter/1/en",
                "      - {id: newsletter/2/en, purposes: [newsletter], label: Newsletter, html: \"Yes.\"}\n      - {id: newsletter/1/en");

        assertThat(PolicyDiff.between(GOOD, superseded).edited()).isEmpty();
        assertThat(PolicyDiff.between(GOOD, superseded).changes().get(Concern.FORMS))
                .containsExactly("forms.newsletter.wordings: newsletter/2/en is new: \"Yes.\"");
    }

    @Test
    void compares_nothing_that_cannot_be_carried_out() throws IOException {
        var broken = changed("zone: Europe/Berlin", "zone: Moon");

        assertThatThrownBy(() -> PolicyDiff.between(GOOD, broken))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("changed.yaml:18:1: zone: must be a time zone");
        assertThatThrownBy(() -> Controllers.check(folder.resolve("absent.yaml")))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("is not a file");
    }

    private Path changed(String... replacements) throws IOException {
        var text = Files.readString(GOOD);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(folder.resolve("changed.yaml"), text);
    }
}
