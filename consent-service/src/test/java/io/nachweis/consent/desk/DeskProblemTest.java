package io.nachweis.consent.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeskProblemTest {

    @ParameterizedTest
    @EnumSource
    void is_explained(DeskProblem problem) {
        assertThat(Path.of("../docs/problems.md"))
                .content()
                .contains("\n## " + problem.slug() + "\n\n" + problem.status() + " · " + problem.title() + "\n");
    }
}
