package io.nachweis.consent.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What anybody may read of a policy: all that it promises, and nothing else. */
class PublicPolicyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<ControllerPolicy> policies() {
        return PolicyFiles.ALL.stream().map(Controllers::check);
    }

    /** Whoever adds a component to a record of these publishes it, and has to say so here. */
    @Test
    void is_all_of_these_members() {
        assertThat(members(PublicPolicy.class))
                .containsExactlyInAnyOrder(
                        "id",
                        "version",
                        "languages",
                        "zone",
                        "identity.name",
                        "identity.address",
                        "identity.country",
                        "identity.phone",
                        "identity.email",
                        "identity.website",
                        "identity.legalNotice",
                        "identity.privacyNotice",
                        "group.id",
                        "group.name",
                        "group.address",
                        "group.country",
                        "officer.name",
                        "officer.phone",
                        "officer.email",
                        "authority.name",
                        "authority.address",
                        "authority.phone",
                        "authority.email",
                        "authority.website",
                        "purposes.id",
                        "purposes.name",
                        "purposes.basis",
                        "purposes.channels",
                        "categories.id",
                        "categories.name",
                        "categories.fields.field",
                        "categories.fields.optional",
                        "categories.fields.basis",
                        "categories.fields.law",
                        "categories.basis",
                        "categories.law",
                        "categories.source",
                        "categories.recipients",
                        "categories.retention.after",
                        "categories.retention.period",
                        "categories.retention.from",
                        "categories.retention.bound",
                        "categories.retention.action",
                        "categories.unconfirmed.form",
                        "categories.unconfirmed.kind",
                        "categories.unconfirmed.rule.after",
                        "categories.unconfirmed.rule.period",
                        "categories.unconfirmed.rule.from",
                        "categories.unconfirmed.rule.bound",
                        "categories.unconfirmed.rule.action",
                        "categories.moves.when",
                        "categories.moves.to",
                        "categories.keepOnErasure.law",
                        "categories.keepOnErasure.why",
                        "recipients.id",
                        "recipients.name",
                        "recipients.kind",
                        "recipients.country",
                        "recipients.consent",
                        "recipients.safeguard",
                        "intake.channel",
                        "intake.at",
                        "systems.id",
                        "systems.name",
                        "systems.what",
                        "systems.basis",
                        "systems.law",
                        "systems.recipients",
                        "systems.retention.after",
                        "systems.retention.period",
                        "systems.retention.from",
                        "systems.retention.bound",
                        "systems.retention.action",
                        "onBehalf.id",
                        "onBehalf.name",
                        "onBehalf.what",
                        "onBehalf.law");
    }

    @Test
    void says_nothing_of_how_it_is_carried_out(@TempDir Path folder) {
        var policy = PolicyFiles.edited(
                folder,
                "    hosts: [mail]",
                "    hosts: [canary.example.org]",
                "  - https://www.i-digital-m.com\n\npurposes:",
                "  - https://www.i-digital-m.com\n  - https://canary.example.org\n\nmails:\n"
                        + "  returnPath: canary@example.org\n\npurposes:",
                "    file: documents/idm/sample-1.pdf",
                "    file: documents/idm/canary.pdf",
                "  newsletter:\n    purpose: newsletter",
                "  newsletter:\n    guard: {proofOfWork: 271828, perForm: [{times: 314, within: PT1M}]}\n"
                        + "    purpose: newsletter");

        assertThat(JSON.writeValueAsString(PublicPolicy.of(policy)))
                .contains("interactive digital media GmbH")
                .doesNotContain("canary", "271828", "314", "PT1M");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void says_all_that_the_policy_promises(ControllerPolicy policy) {
        JsonNode data = JSON.readTree(JSON.writeValueAsString(PublicPolicy.of(policy)));

        assertThat(data.path("id").asString()).isEqualTo(policy.id());
        assertThat(data.path("version").asString()).isEqualTo(policy.version());
        assertThat(ids(data, "purposes"))
                .isEqualTo(List.copyOf(policy.purposes().keySet()));
        assertThat(ids(data, "categories"))
                .isEqualTo(List.copyOf(policy.categories().keySet()));
        assertThat(ids(data, "recipients"))
                .isEqualTo(List.copyOf(policy.recipients().keySet()));
        assertThat(ids(data, "systems")).isEqualTo(List.copyOf(policy.systems().keySet()));
        assertThat(ids(data, "onBehalf"))
                .isEqualTo(List.copyOf(policy.onBehalf().keySet()));
        data.path("categories").forEach(category -> {
            var rule = policy.category(category.path("id").asString()).orElseThrow();
            assertThat(category.path("fields").findValuesAsString("field")).isEqualTo(List.copyOf(rule.fields()));
            assertThat(category.path("retention").findValuesAsString("period"))
                    .isEqualTo(rule.retention().steps().stream()
                            .map(step -> step.period().toString())
                            .toList());
            rule.name()
                    .forEach((language, name) -> assertThat(category.path("name")
                                    .path(language.toLanguageTag())
                                    .asString())
                            .isEqualTo(name));
        });
    }

    private static List<String> ids(JsonNode data, String section) {
        return data.path(section)
                .valueStream()
                .map(each -> each.path("id").asString())
                .toList();
    }

    private static List<String> members(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(PublicPolicyTest::members)
                .toList();
    }

    private static Stream<String> members(RecordComponent component) {
        Type type = component.getGenericType();
        Class<?> of = type instanceof ParameterizedType list
                        && !component.getType().equals(Map.class)
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
        return of.isRecord()
                ? members(of).stream().map(member -> component.getName() + "." + member)
                : Stream.of(component.getName());
    }
}
