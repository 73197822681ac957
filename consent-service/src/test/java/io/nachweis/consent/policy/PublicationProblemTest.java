package io.nachweis.consent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicationProblemTest {

    @ParameterizedTest
    @EnumSource
    void is_explained(PublicationProblem problem) {
        assertThat(Path.of("../docs/problems.md"))
                .content()
                .contains("\n## " + problem.slug() + "\n\n" + problem.status() + " · " + problem.title() + "\n");
    }
}
