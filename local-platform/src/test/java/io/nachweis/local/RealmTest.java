package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The realm as it is deployed. The attacker has a person's password, or an old refresh token of theirs, or can put a
 * page of their own at any path of a site beside the desk's.
 */
class RealmTest {

    private static final JsonNode REALM =
            JsonMapper.shared().readTree(Path.of("../deploy/keycloak/nachweis-realm.json"));

    @Test
    void asks_people_for_a_second_factor() {
        JsonNode flow = flow(REALM.path("browserFlow").asString());

        assertThat(executions(flow)
                        .filter(execution -> execution.path("authenticatorFlow").asBoolean())
                        .map(execution -> flow(execution.path("flowAlias").asString()))
                        .flatMap(RealmTest::executions)
                        .filter(execution ->
                                execution.path("requirement").asString().equals("REQUIRED"))
                        .map(execution -> execution.path("authenticator").asString()))
                .containsExactly("auth-username-password-form", "auth-otp-form");
        assertThat(REALM.path("resetPasswordAllowed").asBoolean())
                .as("who reads the mailbox gets neither factor by it")
                .isFalse();
    }

    @Test
    void takes_a_refresh_token_once() {
        assertThat(REALM.path("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(REALM.path("refreshTokenMaxReuse").asInt(-1)).isZero();
    }

    @Test
    void sends_nobody_to_an_address_that_it_does_not_name_exactly() {
        for (JsonNode client : REALM.path("clients")) {
            client.path("redirectUris")
                    .forEach(uri -> assertThat(uri.asString())
                            .as(client.path("clientId").asString())
                            .doesNotContain("*")
                            .matches("\\$\\{[A-Z_]+}/.+"));
            assertThat(client.at("/attributes/post.logout.redirect.uris").asString(""))
                    .doesNotContain("*", "+");
        }
    }

    @Test
    void gives_no_token_for_a_password_alone() {
        for (JsonNode client : REALM.path("clients")) {
            assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
            assertThat(client.path("implicitFlowEnabled").asBoolean(false)).isFalse();
        }
    }

    private static JsonNode flow(String alias) {
        return REALM.path("authenticationFlows")
                .valueStream()
                .filter(flow -> flow.path("alias").asString().equals(alias))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> executions(JsonNode flow) {
        return flow.path("authenticationExecutions").valueStream();
    }
}
