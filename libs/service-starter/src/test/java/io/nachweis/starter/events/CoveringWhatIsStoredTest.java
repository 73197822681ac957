package io.nachweis.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoveringWhatIsStoredTest {

    private final ControllerPolicy idm =
            Controllers.load(Path.of("../../deploy/controllers")).find("idm").orElseThrow();

    @EntryType("test.covered.v1")
    @DataCategory("consent-records")
    record Covered(
            SubjectId subject,
            Personal<String> ip,
            @Nullable Personal<String> fromTheForm) {}

    @EntryType("test.uncovered.v1")
    @DataCategory("consent-records")
    record Uncovered(SubjectId subject, Personal<String> shoeSize, Personal<String> mood) {}

    @EntryType("test.following.v1")
    @DataCategory(byComponent = "category")
    record Following(String category, SubjectId subject, Personal<String> reply) {}

    @Test
    void takes_what_the_category_lists_and_what_follows_another_thing() {
        assertThat(new StoredFields(EntryTypes.of(Covered.class, Following.class)).unmet(idm))
                .isEmpty();
    }

    @Test
    void names_every_field_that_an_event_stores_and_no_category_lists() {
        assertThat(new StoredFields(EntryTypes.of(Covered.class, Uncovered.class)).unmet(idm))
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith(
                        "categories.consent-records.fields: must list shoeSize, which test.uncovered.v1"))
                .anyMatch(fault ->
                        fault.startsWith("categories.consent-records.fields: must list mood, which test.uncovered.v1"));
    }
}
