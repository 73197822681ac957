package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.policy.Controllers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusingToStartTest {

    private final Controllers controllers = Controllers.load(Path.of("../../deploy/controllers"));

    @Test
    void says_all_at_once_what_the_policies_do_not_allow() {
        List<PolicyRequirement> requirements = List.of(
                _ -> Stream.of("a: is missing", "b: is missing"), _ -> Stream.empty(), _ -> Stream.of("c: is wrong"));

        assertThatThrownBy(() -> new PolicyRequirements("lead", controllers, requirements))
                .hasMessageContainingAll(
                        "The lead service", "idm: a: is missing", "idm: b: is missing", "idm: c: is wrong");
    }

    @Test
    void starts_when_all_is_allowed() {
        assertThatCode(() -> new PolicyRequirements("lead", controllers, List.of(_ -> Stream.empty())))
                .doesNotThrowAnyException();
    }
}
