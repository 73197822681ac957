package io.nachweis.lead.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Problem;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainingProblemsTest {

    static Stream<Problem> problems() {
        return Stream.of(EnquiryProblem.values(), RelationshipProblem.values()).flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void says_where_each_is_documented(Problem problem) {
        assertThat(Path.of("../docs/problems.md"))
                .content()
                .contains("\n## " + problem.slug() + "\n\n" + problem.status() + " · " + problem.title() + "\n");
    }
}
