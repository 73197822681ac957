package io.nachweis.listmonk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against servers that speak the documented calls of both sides; not against a real listmonk. */
class KeepingInStepTest {

    private static final int LIST = 7;
    private static final int OTHER = 8;
    private static final String MONDAY = "2026-11-23T12:00:00Z";
    private static final String TUESDAY = "2026-11-24T12:00:00Z";

    private final FakeNachweis nachweis = new FakeNachweis();
    private final FakeListmonk listmonk = new FakeListmonk();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.writeString(folder.resolve("token"), "app\n");
        Files.writeString(folder.resolve("user"), "api:secret\n");
    }

    @AfterEach
    void stop() {
        nachweis.close();
        listmonk.close();
    }

    @Test
    void brings_who_joined_and_takes_who_left() throws Exception {
        for (int person = 1; person <= 5; person++) {
            nachweis.joined("p" + person + "@example.org", person, MONDAY);
        }
        nachweis.leaves(2);
        assertThat(run()).isEqualTo(6);
        assertThat(listmonk.recipients(LIST))
                .containsExactly("p1@example.org", "p3@example.org", "p4@example.org", "p5@example.org");

        nachweis.leaves(4);
        assertThat(run()).isEqualTo(1);
        assertThat(listmonk.recipients(LIST)).doesNotContain("p4@example.org");
        assertThat(listmonk.subscribers).hasSize(3);
    }

    @Test
    void notes_the_way_out_and_pseudonyms_and_nothing_else() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        assertThat(listmonk.get(1).path("attribs").toString())
                .contains("https://u/1", "https://p/1", "<https://o/1>", "\"subject\":\"1.1\"")
                .doesNotContain("p1@example.org", "locale");
    }

    @Test
    void never_makes_listmonk_ask_anybody_to_confirm() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        listmonk.has("p2@example.org", OTHER);
        nachweis.joined("p2@example.org", 2, MONDAY);
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("p1@example.org", "p2@example.org");
        assertThat(listmonk.calls).noneMatch(call -> call.contains("optin") || call.contains("public"));
    }

    @Test
    void leaves_alone_what_others_keep_in_listmonk() throws Exception {
        listmonk.has("o'neill@example.org", OTHER);
        nachweis.joined("O'Neill@example.org", 1, MONDAY);
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("o'neill@example.org");
        nachweis.leaves(1);
        run();
        assertThat(listmonk.recipients(LIST)).isEmpty();
        assertThat(listmonk.get(1).path("attribs").path("city").asString()).isEqualTo("Lübeck");
        assertThat(listmonk.get(1).path("lists")).hasSize(1);
        assertThat(listmonk.get(1).toString()).doesNotContain("https://u/1");
    }

    @Test
    void changes_nothing_when_everything_comes_again() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        nachweis.joined("p2@example.org", 2, MONDAY);
        nachweis.leaves(1);
        run();
        var before = Map.copyOf(listmonk.subscribers);
        Files.delete(folder.resolve("cursor"));
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("p2@example.org");
        assertThat(listmonk.subscribers.values().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        before.values().stream().map(Object::toString).toList());
    }

    @Test
    void passes_on_who_unsubscribed_in_listmonk_and_never_brings_them_back() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        listmonk.unsubscribes("p1@example.org", LIST);
        Files.delete(folder.resolve("cursor"));
        run();
        assertThat(nachweis.withdrawals).containsExactly("1.1 other");
        assertThat(listmonk.recipients(LIST)).isEmpty();
        run();
        assertThat(nachweis.withdrawals).hasSize(1);

        nachweis.leaves(1);
        nachweis.joined("p1@example.org", 1, TUESDAY);
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("p1@example.org");
    }

    @Test
    void is_not_held_up_by_who_was_erased_before_they_unsubscribed_in_listmonk() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        listmonk.unsubscribes("p1@example.org", LIST);
        nachweis.erased.add("1.1");
        run();
        assertThat(listmonk.recipients(LIST)).isEmpty();
    }

    @Test
    void goes_on_where_it_stopped() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        nachweis.joined("p2@example.org", 2, MONDAY);
        listmonk.calls.clear();
        run();
        assertThat(listmonk.calls).containsOnlyOnce("POST /api/subscribers");
    }

    @Test
    void says_what_went_wrong_without_saying_about_whom() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        Files.writeString(folder.resolve("user"), "api:wrong");
        assertThatThrownBy(this::run).hasMessage("GET at localhost was answered 403");
        Files.writeString(folder.resolve("user"), "api:secret");
        run();
        assertThat(listmonk.recipients(LIST)).hasSize(1);
    }

    @Test
    void names_a_setting_that_is_missing() {
        var environment = new HashMap<>(environment());
        environment.remove("LISTMONK_LIST");
        assertThatThrownBy(() -> Settings.of(environment)).hasMessage("LISTMONK_LIST must be set");
    }

    private int run() throws IOException, InterruptedException {
        return KeepInStep.round(Settings.of(environment())).run();
    }

    private Map<String, String> environment() {
        return Map.of(
                "NACHWEIS_URL",
                nachweis.uri() + "/",
                "NACHWEIS_CONTROLLER",
                "idm",
                "NACHWEIS_PURPOSE",
                "newsletter",
                "NACHWEIS_TOKEN_FILE",
                folder.resolve("token").toString(),
                "LISTMONK_URL",
                listmonk.uri().toString(),
                "LISTMONK_USER_FILE",
                folder.resolve("user").toString(),
                "LISTMONK_LIST",
                "" + LIST,
                "CURSOR_FILE",
                folder.resolve("cursor").toString());
    }
}
