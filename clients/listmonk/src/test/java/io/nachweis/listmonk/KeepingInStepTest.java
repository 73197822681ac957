package io.nachweis.listmonk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.listmonk.Round.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against servers that speak the published contracts of both sides; not against a real listmonk. */
class KeepingInStepTest {

    private static final int LIST = 7;
    private static final int OTHER = 8;
    private static final String MONDAY = "2024-11-25T12:00:00Z";
    private static final String TUESDAY = "2024-11-26T12:00:00Z";

    private final FakeNachweis nachweis = new FakeNachweis();
    private final FakeListmonk listmonk = new FakeListmonk(Map.of(LIST, "single", OTHER, "double"));

    @TempDir
    private Path folder;

    private int list = LIST;

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
        assertThat(run()).isEqualTo(new Outcome(6, 0));
        assertThat(listmonk.recipients(LIST))
                .containsExactly("p1@example.org", "p3@example.org", "p4@example.org", "p5@example.org");

        nachweis.leaves(4);
        assertThat(run()).isEqualTo(new Outcome(1, 0));
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
        assertThat(listmonk.askedToConfirm).isEmpty();
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
    void knows_again_whom_listmonk_has_in_another_spelling() throws Exception {
        listmonk.has("p1@example.org", OTHER);
        listmonk.get(1).put("email", "P1@Example.org");
        nachweis.joined("p1@example.org", 1, MONDAY);
        assertThat(run()).isEqualTo(new Outcome(1, 0));
        assertThat(listmonk.recipients(LIST)).containsExactly("P1@Example.org");
    }

    @Test
    void passes_on_who_unsubscribed_in_listmonk_and_never_brings_them_back() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        Instant unsubscribed = listmonk.unsubscribes("p1@example.org", LIST);
        Files.delete(folder.resolve("cursor"));
        run();
        assertThat(nachweis.withdrawals).containsExactly("1.1 application");
        assertThat(nachweis.receivedAt).containsEntry("1.1", unsubscribed.toString());
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
    void passes_on_everybody_who_unsubscribed_in_listmonk() throws Exception {
        for (int person = 1; person <= 120; person++) {
            nachweis.joined("p" + person + "@example.org", person, MONDAY);
        }
        run();
        for (int person = 1; person <= 120; person++) {
            listmonk.unsubscribes("p" + person + "@example.org", LIST);
        }
        assertThat(run()).isEqualTo(new Outcome(120, 0));
        assertThat(nachweis.withdrawals).hasSize(120);
        assertThat(listmonk.recipients(LIST)).isEmpty();
    }

    @Test
    void passes_on_who_unsubscribed_from_everything() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        listmonk.unsubscribesFromEverything("p1@example.org");
        run();
        assertThat(nachweis.withdrawals).containsExactly("1.1 application");
    }

    @Test
    void passes_a_withdrawal_on_as_of_the_consent_that_it_ends() throws Exception {
        nachweis.joined("p1@example.org", 1, "2024-11-25T23:00:00Z");
        run();
        listmonk.unsubscribes("p1@example.org", LIST);
        run();
        assertThat(nachweis.receivedAt)
                .as("the clock of listmonk is behind")
                .containsEntry("1.1", "2024-11-25T23:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"hard, unsubscribe", "soft, unsubscribe", "hard, blocklist", "complaint, blocklist"})
    void takes_no_bounce_for_a_withdrawal(String type, String action) throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        nachweis.joined("p2@example.org", 2, MONDAY);
        run();
        listmonk.bounces("p1@example.org", type, action);
        listmonk.unsubscribes("p2@example.org", LIST);
        Files.delete(folder.resolve("cursor"));
        run();
        assertThat(nachweis.withdrawals).containsExactly("1.2 application");
        assertThat(listmonk.recipients(LIST)).as("nor writes to them again").isEmpty();
    }

    @Test
    void brings_back_whose_mails_bounced_when_they_have_opted_in_again() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        listmonk.bounces("p1@example.org", "hard", "unsubscribe");
        nachweis.joined("p1@example.org", 1, TUESDAY);
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("p1@example.org");

        listmonk.unsubscribes("p1@example.org", LIST);
        run();
        assertThat(nachweis.withdrawals).as("though a mail bounced once").containsExactly("1.1 application");
    }

    @Test
    void takes_a_complaint_for_a_withdrawal_when_listmonk_unsubscribes_for_it() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        run();
        listmonk.bounces("p1@example.org", "complaint", "unsubscribe");
        run();
        assertThat(nachweis.withdrawals).containsExactly("1.1 application");
    }

    @Test
    void goes_on_past_somebody_whom_listmonk_refuses() throws Exception {
        listmonk.blockedDomains.add("example.net");
        nachweis.joined("p1@example.net", 1, MONDAY);
        nachweis.joined("\"p 2\"@example.org", 2, MONDAY);
        nachweis.joined("p3@example.org", 3, MONDAY);
        assertThat(run()).isEqualTo(new Outcome(1, 2));
        assertThat(listmonk.recipients(LIST)).containsExactly("p3@example.org");
        assertThat(run()).isEqualTo(new Outcome(0, 0));
    }

    @Test
    void goes_on_past_a_withdrawal_that_is_refused_and_tries_it_again() throws Exception {
        for (int person = 1; person <= 3; person++) {
            nachweis.joined("p" + person + "@example.org", person, MONDAY);
        }
        run();
        nachweis.refused.add("1.1");
        listmonk.unsubscribes("p1@example.org", LIST);
        listmonk.unsubscribes("p2@example.org", LIST);
        nachweis.joined("p4@example.org", 4, MONDAY);
        Files.delete(folder.resolve("cursor"));
        assertThat(run().refused()).isEqualTo(1);
        assertThat(nachweis.withdrawals).containsExactly("1.2 application");
        assertThat(listmonk.recipients(LIST)).containsExactly("p3@example.org", "p4@example.org");

        nachweis.refused.clear();
        assertThat(run()).isEqualTo(new Outcome(1, 0));
        assertThat(nachweis.withdrawals).containsExactly("1.2 application", "1.1 application");
    }

    @Test
    void starts_over_where_the_log_is_not_the_one_it_followed() throws Exception {
        for (int person = 1; person <= 60; person++) {
            nachweis.joined("p" + person + "@example.org", person, MONDAY);
        }
        listmonk.has("other@example.org", OTHER);
        run();
        nachweis.log.clear();
        nachweis.joined("p1@example.org", 1, MONDAY);
        nachweis.joined("p7@example.org", 7, TUESDAY);
        run();
        assertThat(listmonk.recipients(LIST)).containsExactly("p1@example.org", "p7@example.org");
        assertThat(listmonk.subscribers).hasSize(3);
        nachweis.joined("p8@example.org", 8, TUESDAY);
        assertThat(run()).isEqualTo(new Outcome(1, 0));
    }

    @Test
    void says_so_when_listmonk_has_no_such_list() throws Exception {
        nachweis.joined("p1@example.org", 1, MONDAY);
        list = 99;
        assertThatThrownBy(this::run).hasMessage("listmonk has no list 99");
        assertThat(folder.resolve("cursor")).doesNotExist();
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

    private Outcome run() throws IOException, InterruptedException {
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
                "" + list,
                "CURSOR_FILE",
                folder.resolve("cursor").toString());
    }
}
