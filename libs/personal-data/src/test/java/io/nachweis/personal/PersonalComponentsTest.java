package io.nachweis.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.PersonalComponents.Component;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PersonalComponentsTest {

    record NoCategory(@DataCategory("c") SubjectId subject, Personal<String> name) {}

    record BarePseudonym(SubjectId subject) {}

    record BareAddress(EmailAddress email) {}

    record NotPersonal(@DataCategory("c") String name) {}

    record Inside(List<Personal<String>> names) {}

    record Nested(NoCategory nested) {}

    record NoSubject(@DataCategory("c") Personal<String> name) {}

    record NoCase(
            @DataCategory(value = "c", perCase = "case") SubjectId subject) {}

    record NoCategoryNamed(@DataCategory SubjectId subject) {}

    record TwoCategories(
            String category,

            @DataCategory(value = "c", byComponent = "category")
            SubjectId subject) {}

    record NoTextAsCategory(
            int category,

            @DataCategory(byComponent = "category") SubjectId subject) {}

    record PersonAsCase(
            @DataCategory("c") SubjectId subject,

            @DataCategory(value = "c", perCase = "subject") Personal<String> name) {}

    @DataCategory(byComponent = "category", perCase = "stay")
    interface Stayed {}

    record Arrived(
            String category,
            String stay,
            SubjectId subject,

            @DataCategory("guests") Personal<String> name) implements Stayed {}

    record Departed(String category, SubjectId subject) implements Stayed {}

    record Rested(String category, String stay) implements Stayed {}

    record TwoPeople(
            @DataCategory("c") SubjectId subject,
            @DataCategory("c") SubjectId referrer,

            @DataCategory(value = "d", subject = "referrer") Personal<String> referrerName) {}

    @Test
    void may_be_about_several_people() {
        assertThat(PersonalComponents.of(TwoPeople.class).components())
                .extracting(Component::subjectName)
                .containsExactly("subject", "referrer", "referrer");
    }

    @Test
    void may_be_of_the_category_and_case_that_the_event_names() {
        var data =
                JsonMapper.shared().createObjectNode().put("category", "guests").put("stay", "stay-1");
        assertThat(PersonalComponents.of(Arrived.class).caseOf("guests", data)).isEqualTo("stay-1");
        assertThat(PersonalComponents.of(Arrived.class).caseOf("others", data)).isEqualTo(KeyScope.NO_CASE);
    }

    @Test
    void share_the_category_of_an_interface_unless_they_have_their_own() {
        assertThat(PersonalComponents.of(Arrived.class).components())
                .extracting(Component::name, Component::category, Component::categoryName, Component::caseName)
                .containsExactly(tuple("subject", "", "category", "stay"), tuple("name", "guests", "", ""));
        assertThat(PersonalComponents.of(Rested.class).components()).isEmpty();
        assertRefused(Departed.class, "subject names no plain component as its case");
    }

    @Test
    void that_would_reach_the_evidence_are_refused() {
        assertRefused(NoCategory.class, "name is personal data and has no @DataCategory");
        assertRefused(BarePseudonym.class, "subject is personal data and has no @DataCategory");
        assertRefused(BareAddress.class, "email has personal data inside, where it cannot be sealed");
        assertRefused(Inside.class, "names has personal data inside, where it cannot be sealed");
        assertRefused(Nested.class, "nested has personal data inside, where it cannot be sealed");
    }

    @Test
    void that_cannot_be_sealed_are_refused() {
        assertRefused(NotPersonal.class, "name has a @DataCategory and is neither Personal nor SubjectId");
        assertRefused(NoSubject.class, "name names no component with the person's SubjectId");
        assertRefused(NoCase.class, "subject names no plain component as its case");
        assertRefused(PersonAsCase.class, "name names no plain component as its case");
        assertRefused(NoCategoryNamed.class, "subject is of no category, or of two");
        assertRefused(TwoCategories.class, "subject is of no category, or of two");
        assertRefused(NoTextAsCategory.class, "subject names no text as its category");
    }

    private static void assertRefused(Class<?> type, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PersonalComponents.of(type))
                .withMessage(type.getName() + "." + why);
    }
}
