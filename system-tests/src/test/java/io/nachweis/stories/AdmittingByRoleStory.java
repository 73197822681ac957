package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.Contracts;
import io.nachweis.platform.Contracts.Operation;
import io.nachweis.platform.Issuer;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every call of every document, by everybody: who may make it, and that nobody else may. */
@StoryTest
class AdmittingByRoleStory {

    /** Who may call what, written down once more than in the services. Pages and forms, which are anyone's, are not here. */
    private static final Map<String, String> WHO_MAY = calls("""
            post /api/v1/{controller}/subjects/lookup                                          | privacy-desk app
            get  /api/v1/{controller}/subjects/{subject}/history                               | privacy-desk dpo auditor
            get  /api/v1/{controller}/subjects/{subject}/purposes/{purpose}                    | privacy-desk dpo app
            post /api/v1/{controller}/subjects/{subject}/purposes/{purpose}/withdrawals        | privacy-desk app
            get  /api/v1/{controller}/systems                                                  | privacy-desk dpo auditor operator
            post /api/v1/{controller}/systems/{system}/attestations                            | privacy-desk app
            get  /api/v1/{controller}/retention/preview                                        | privacy-desk approver dpo auditor
            get  /api/v1/{controller}/retention/months                                         | privacy-desk dpo auditor operator
            get  /api/v1/{controller}/retention/reports                                        | privacy-desk dpo auditor operator
            get  /api/v1/{controller}/retention/rules                                          | privacy-desk approver dpo auditor operator
            post /api/v1/{controller}/retention/rules                                          | privacy-desk
            get  /api/v1/{controller}/approvals                                                | privacy-desk approver dpo auditor
            post /api/v1/{controller}/approvals/{approval}/decisions                           | privacy-desk approver dpo
            get  /api/v1/{controller}/policy-publications                                      | privacy-desk approver dpo auditor operator
            post /api/v1/{controller}/policy-publications                                      | privacy-desk
            get  /api/v1/{controller}/audiences/{purpose}                                      | marketing app
            get  /api/v1/{controller}/audiences/{purpose}/changes                              | marketing app
            get  /api/v1/{controller}/desk/enquiries                                           | privacy-desk dpo
            get  /api/v1/{controller}/desk/enquiries/{enquiry}                                 | privacy-desk dpo
            post /api/v1/{controller}/desk/enquiries/{enquiry}/answers                         | privacy-desk
            post /api/v1/{controller}/desk/enquiries/{enquiry}/closure                         | privacy-desk
            put  /api/v1/{controller}/relationships/{id}                                       | privacy-desk app
            get  /api/v1/{controller}/relationships/{id}                                       | privacy-desk dpo app
            delete /api/v1/{controller}/relationships/{id}                                     | privacy-desk app
            get  /api/v1/{controller}/subjects/{subject}/holds                                 | privacy-desk dpo
            post /api/v1/{controller}/subjects/{subject}/holds                                 | privacy-desk
            post /api/v1/{controller}/subjects/{subject}/holds/{hold}/reviews                  | privacy-desk
            delete /api/v1/{controller}/subjects/{subject}/holds/{hold}                        | privacy-desk
            get  /api/v1/{controller}/desk/rights-requests                                     | privacy-desk dpo
            post /api/v1/{controller}/desk/rights-requests                                     | privacy-desk
            get  /api/v1/{controller}/desk/rights-requests/{request}                           | privacy-desk dpo
            post /api/v1/{controller}/desk/rights-requests/{request}/decisions                 | privacy-desk
            get  /api/v1/operations/{service}/processors                                       | operator
            get  /api/v1/operations/{service}/dead-letters                                     | operator
            post /api/v1/operations/{service}/dead-letters/{projection}/{position}/release     | operator
            post /api/v1/operations/{service}/projections/{projection}/rebuild                 | operator
            post /api/v1/operations/{service}/publication/republish                            | operator
            """);

    /** A pseudonym. */
    private static final String NOBODY = "1." + "A".repeat(43);

    private static final Set<String> ROLES =
            Set.of("privacy-desk", "approver", "dpo", "auditor", "marketing", "app", "operator", "somebody");

    private final PlatformUnderTest platform;
    private final Issuer issuer;

    AdmittingByRoleStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.issuer = platform.issuer();
    }

    static Stream<Operation> callsWithToken() {
        return Contracts.operations().stream().filter(Operation::needsToken);
    }

    static Stream<Operation> callsOfAnyone() {
        return Contracts.operations().stream().filter(operation -> !operation.needsToken());
    }

    @Test
    void the_table_names_every_call_that_needs_a_token_and_the_documents_say_the_same() {
        assertThat(callsWithToken().map(AdmittingByRoleStory::name))
                .containsExactlyInAnyOrderElementsOf(WHO_MAY.keySet());
        callsWithToken()
                .forEach(operation -> assertThat(documentedRoles(operation))
                        .as(name(operation))
                        .isEqualTo(rolesOf(operation)));
    }

    @ParameterizedTest
    @MethodSource("callsWithToken")
    void only_who_has_the_role_is_let_in(Operation operation) {
        for (String role : ROLES) {
            Answer answer = call(operation, issuer.token(role));
            if (rolesOf(operation).contains(role)) {
                assertThat(answer.status())
                        .as(role + ": " + answer)
                        .isNotIn(401, 403)
                        .isLessThan(500);
            } else {
                assertThat(answer.status()).as(role + ": " + answer).isEqualTo(403);
                assertThat(answer.problem()).isEqualTo("forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callsWithToken")
    void nobody_is_let_in_by_a_token_that_is_not_for_us(Operation operation) {
        String role = rolesOf(operation).iterator().next();
        Map<String, String> tokens = new LinkedHashMap<>(issuer.worthless(role));
        tokens.put("none", "");
        tokens.forEach((what, token) -> {
            Answer answer = call(operation, token);
            assertThat(answer.status()).as(what + ": " + answer).isEqualTo(401);
            assertThat(answer.problem()).as(what).isEqualTo("unauthorized");
            assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
        });
    }

    @ParameterizedTest
    @MethodSource("callsWithToken")
    void a_token_of_another_controller_or_purpose_opens_nothing(Operation operation) {
        for (String role : rolesOf(operation)) {
            assertThat(call(operation, issuer.token(role, List.of("another"), List.of("newsletter")))
                            .status())
                    .as(role + " of another controller")
                    .isEqualTo(403);
            assertThat(call(operation, issuer.token(role, List.of(), List.of("newsletter")))
                            .status())
                    .as(role + " of no controller")
                    .isEqualTo(403);
            if (operation.path().contains("{purpose}") && role.equals("app")) {
                assertThat(call(operation, issuer.token(role, List.of("idm"), List.of("another")))
                                .status())
                        .as("an application of another purpose")
                        .isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callsOfAnyone")
    void what_is_anyones_asks_for_no_token_and_minds_no_bad_one(Operation operation) {
        assertThat(call(operation, "").status())
                .as(name(operation))
                .isNotIn(401, 403)
                .isLessThan(500);
        assertThat(call(operation, "x.y.z").status())
                .as(name(operation))
                .isNotIn(401, 403)
                .isLessThan(500);
    }

    /** Not a call of the documents: it is a service's, on its own port. */
    @Test
    void a_service_shows_its_entries_to_no_other_role_either() {
        Set<String> mayRead = Set.of("privacy-desk", "dpo", "auditor");
        for (String service : List.of("newsletter", "consent", "lead", "rights")) {
            String entries = platform.addresses().service(service) + "/internal/idm/subjects/" + NOBODY + "/entries";
            for (String role : ROLES) {
                assertThat(StoryHttpClient.get(entries, "Authorization", "Bearer " + issuer.token(role))
                                .status())
                        .as(role)
                        .isEqualTo(mayRead.contains(role) ? 200 : 403);
            }
            assertThat(StoryHttpClient.get(entries).status()).isEqualTo(401);
            issuer.worthless("dpo")
                    .forEach(
                            (what, token) -> assertThat(StoryHttpClient.get(entries, "Authorization", "Bearer " + token)
                                            .status())
                                    .as(what)
                                    .isEqualTo(401));
            assertThat(StoryHttpClient.get(
                                    platform.addresses().service(service) + "/internal/facts",
                                    "Authorization",
                                    "Bearer " + issuer.token("operator"))
                            .status())
                    .as("a service signs for itself")
                    .isEqualTo(403);
        }
    }

    private Answer call(Operation operation, String token) {
        String address = platform.addresses().gateway() + address(operation);
        String[] headers = token.isEmpty() ? new String[0] : new String[] {"Authorization", "Bearer " + token};
        JsonNode content =
                operation.definition().path("requestBody").path("content").path("application/json");
        return StoryHttpClient.call(
                operation.method(), address, content.has("example") ? content.path("example") : Map.of(), headers);
    }

    /** With the examples that the documents give. */
    private static String address(Operation operation) {
        String path = operation.path();
        for (JsonNode given : Contracts.parameters(operation)) {
            String name = "{" + given.path("name").asString("") + "}";
            path = path.replace(name, given.path("example").asString("x"));
        }
        return path;
    }

    private static String name(Operation operation) {
        return operation.method() + " " + operation.path();
    }

    private static Set<String> rolesOf(Operation operation) {
        return words(Objects.requireNonNull(WHO_MAY.get(name(operation)), name(operation)));
    }

    /** What stands behind "Roles:" in a description, up to the end of that sentence. */
    private static Set<String> documentedRoles(Operation operation) {
        String says =
                operation.definition().path("description").asString("").replaceAll("(?s).*?Roles: ([^.]*).*", "$1");
        Set<String> named = words(says.replaceAll("[^a-z-]", " "));
        named.retainAll(ROLES);
        return named;
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.strip().split(" +")));
    }

    private static Map<String, String> calls(String table) {
        return table.lines()
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(row -> row[0].strip().replaceAll(" +", " "), row -> row[1].strip()));
    }
}
