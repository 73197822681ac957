package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as the desk meets them. */
@ModuleTest
class DecidingAtTheDeskTest {

    private final RunningRights rights;

    DecidingAtTheDeskTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void the_desk_takes_letters_and_the_time_runs_from_their_receipt() {
        String email = "letter@example.org";
        String letter =
                "{\"email\":\"%s\",\"kind\":\"access\",\"channel\":\"letter\",\"receivedAt\":\"%s\",\"locale\":\"en\"}"
                        .formatted(email, rights.clock.instant().minus(Duration.ofDays(3)));
        HttpResponse<String> taken = rights.deskPosts("privacy-desk", "", letter);
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(rights.deskPosts("dpo", "", letter).statusCode()).isEqualTo(403);
        String request = json(taken).path("request").asString();
        var detail = json(rights.desk("dpo", "/" + request));
        assertThat(detail.path("channel").asString()).isEqualTo("letter");
        assertThat(detail.path("because").toString()).contains("Received on", "1 month later is");
        assertThat(detail.path("email").asString()).isEqualTo(email);
        await(() -> rights.desk("dpo", "").body().contains(request));
        assertThat(rights.desk("dpo", "").body()).doesNotContain(email);
        assertThat(text(rights.nextMail(email, 0))).contains("please confirm on this page");

        String extend = "{\"decision\":\"extend\",\"reason\":\"There are many of them.\"}";
        assertThat(json(rights.deskPosts("privacy-desk", "/" + request + "/decisions", extend))
                        .path("extended")
                        .asBoolean())
                .isTrue();
        assertThat(text(rights.nextMail(email, 1))).contains("There are many of them.", "We need longer");
        assertThat(rights.deskPosts("privacy-desk", "/" + request + "/decisions", extend)
                        .statusCode())
                .isEqualTo(409);

        String refuse = "{\"decision\":\"refuse\",\"reason\":\"It is the tenth this week.\"}";
        assertThat(rights.deskPosts("dpo", "/" + request + "/decisions", refuse).statusCode())
                .isEqualTo(403);
        assertThat(rights.deskPosts("privacy-desk", "/" + request + "/decisions", refuse)
                        .statusCode())
                .isEqualTo(200);
        assertThat(text(rights.nextMail(email, 2)))
                .contains("It is the tenth this week.", "Unabhängiges Landeszentrum", "court");
        String close = "{\"decision\":\"close\"}";
        assertThat(json(rights.deskPosts("privacy-desk", "/" + request + "/decisions", close))
                        .path("phase")
                        .asString())
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\":\"forgive\",\"reason\":\"canary\"}",
                "{\"decision\":\"refuse\"}",
                "{\"decision\":\"refuse\",\"reason\":\"  \"}",
                "{\"decision\":\"refuse\",\"reason\":\"canary\\uFFFD\"}"
            })
    void a_decision_without_a_reason_is_none(String decision) {
        String email = "undecided@example.org";
        if (rights.mailsTo(email).isEmpty()) {
            rights.ask(email, "access");
        }
        HttpResponse<String> refused =
                rights.deskPosts("privacy-desk", "/" + rights.requestOf(email) + "/decisions", decision);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("canary");
    }

    @Test
    void nobody_else_sees_the_desk() {
        for (String role : List.of("auditor", "marketing", "app", "operator")) {
            assertThat(rights.desk(role, "").statusCode()).as(role).isEqualTo(403);
        }
        assertThat(rights.desk("dpo", "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(rights.get("/api/v1/idm/desk/rights-requests").statusCode()).isEqualTo(401);
    }
}
