package io.nachweis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformProblemTest {

    @ParameterizedTest
    @EnumSource
    void is_documented_with_its_status_and_title(PlatformProblem problem) {
        assertThat(Path.of("../../docs/problems.md"))
                .content()
                .contains("\n## %s\n\n%d · %s\n".formatted(problem.slug(), problem.status(), problem.title()));
    }

    @Test
    void names_the_field_at_fault() {
        var refusal = PlatformProblem.INVALID_FIELD.about("email");

        assertThat(refusal.problem()).isEqualTo(PlatformProblem.INVALID_FIELD);
        assertThat(refusal.field()).isEqualTo("email");
        assertThat(refusal).hasMessage("invalid-field: email");
    }
}
