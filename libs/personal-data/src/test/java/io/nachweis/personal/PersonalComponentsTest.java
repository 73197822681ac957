package io.nachweis.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    record TwoPeople(
            @DataCategory("c") SubjectId subject,
            @DataCategory("c") SubjectId referrer,

            @DataCategory(value = "d", subject = "referrer") Personal<String> referrerName) {}

    @Test
    void may_be_about_several_people() {
        assertThat(PersonalComponents.of(TwoPeople.class).components())
                .extracting(PersonalComponents.Component::subjectName)
                .containsExactly("subject", "referrer", "referrer");
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
    }

    private static void assertRefused(Class<?> type, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PersonalComponents.of(type))
                .withMessage(type.getName() + "." + why);
    }
}
