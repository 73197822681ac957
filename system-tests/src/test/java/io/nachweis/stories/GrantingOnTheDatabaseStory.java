package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.nachweis.people.Person;
import io.nachweis.platform.Deployment;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The attacker has the passwords of every user of MongoDB but root's, as {@code mongo/setup.js} makes them. */
@StoryTest
class GrantingOnTheDatabaseStory {

    /** In the place of mongosh: tells what the script would have made. */
    private static final String STUB = """
            const made = {};
            const admin = {
              getRole: () => null, getUser: () => null,
              createRole: (role) => (made[role.role] = role.privileges),
              createUser: (user) => {
                if (!user.pwd || user.roles.length !== 1 || user.roles[0].role !== user.user) throw user.user;
              },
            };
            require("vm").runInNewContext(require("fs").readFileSync(process.argv[1], "utf8"), {
              rs: { status() {} }, sleep() {}, Object,
              db: { hello: () => ({ isWritablePrimary: true }), getSiblingDB: () => admin },
              process: { env: new Proxy({}, { get: (_, name) => "a password" }) },
            });
            console.log(JSON.stringify(made));
            """;

    private final JsonNode roles = roles();

    private static JsonNode roles() {
        try {
            Process node = new ProcessBuilder(
                            "node",
                            "-e",
                            STUB,
                            Deployment.FOLDER.resolve("mongo/setup.js").toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return StoryHttpClient.JSON.readTree(said);
        } catch (IOException e) {
            return StoryHttpClient.JSON.missingNode();
        }
    }

    @Test
    void nobody_may_remove_or_replace_what_is_in_a_log_or_its_tiles_and_who_may_change_it_may_do_nothing_else() {
        assumeThat(roles.isMissingNode())
                .as("node is not here to run mongo/setup.js")
                .isFalse();
        roles.properties().forEach(role -> {
            boolean isEraser = role.getKey().endsWith("-eraser");
            for (JsonNode privilege : role.getValue()) {
                String collection = privilege.at("/resource/collection").asString("");
                Set<String> actions = new TreeSet<>();
                privilege.path("actions").forEach(action -> actions.add(action.asString()));
                assertThat(collection).as("one by one, never all of a database").isNotEmpty();
                if (collection.equals("log")) {
                    assertThat(actions)
                            .as(role.getKey())
                            .isEqualTo(isEraser ? Set.of("find", "update") : Set.of("find", "insert", "createIndex"));
                } else if (collection.equals("tiles")) {
                    assertThat(actions).as(role.getKey()).isEqualTo(Set.of("find", "insert"));
                } else if (Set.of("tree", "checkpoints").contains(collection)) {
                    assertThat(actions).as(role.getKey()).isEqualTo(Set.of("find", "insert", "update"));
                } else {
                    assertThat(isEraser).as(role.getKey() + " in " + collection).isFalse();
                }
            }
            assertThat(privileges(
                            role.getKey().replace("-eraser", ""),
                            "nachweis_" + role.getKey().replace("-eraser", "")))
                    .contains("log");
        });
    }

    @Test
    void a_service_may_use_the_collections_that_it_uses(PlatformUnderTest platform) {
        assumeThat(roles.isMissingNode())
                .as("node is not here to run mongo/setup.js")
                .isFalse();
        Person.named("grace", platform).whoConfirmed();
        try (MongoClient client = MongoClients.create(platform.database())) {
            for (String service : List.of("consent", "lead", "newsletter", "rights")) {
                for (String database : List.of("nachweis_" + service, "nachweis_" + service + "_keys")) {
                    assertThat(privileges(service, database))
                            .as(database)
                            .containsAll(client.getDatabase(database).listCollectionNames());
                }
            }
        }
    }

    private List<String> privileges(String role, String database) {
        List<String> collections = new ArrayList<>();
        for (JsonNode privilege : roles.path(role)) {
            if (privilege.at("/resource/db").asString("").equals(database)) {
                collections.add(privilege.at("/resource/collection").asString(""));
            }
        }
        return collections;
    }
}
