package io.nachweis.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationsProblemTest {

    @ParameterizedTest
    @EnumSource
    void is_documented_with_its_status_and_title(OperationsProblem problem) {
        assertThat(Path.of("../../docs/problems.md"))
                .content()
                .contains("\n## %s\n\n%d · %s\n".formatted(problem.slug(), problem.status(), problem.title()));
    }
}
