package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@StoryTest
class DownloadingAWhitepaperStory {

    private final PlatformUnderTest platform;
    private final DeskClient desk;
    private Person ada;

    DownloadingAWhitepaperStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
        this.ada = Person.named("ada", platform);
    }

    @BeforeEach
    void somebody_new() {
        ada = Person.named("ada", platform);
    }

    @Test
    void the_document_comes_with_both_boxes_left_empty() {
        assertThat(ada.wantsADocument().status()).isEqualTo(202);

        String ticket = ada.ticketLink();
        assertThat(StoryHttpClient.get(ticket).body()).contains("Beispieldokument", "<form");
        for (int times = 0; times < 2; times++) {
            Answer document = StoryHttpClient.postForm(ticket, Map.of());
            assertThat(document.status()).isEqualTo(200);
            assertThat(document.header("Content-Type")).isEqualTo("application/pdf");
            assertThat(document.body()).startsWith("%PDF-");
        }
        assertThat(ada.mails()).hasSize(1);
        assertThat(desk.typesOnRecord(ada))
                .contains("download.requested.v1", "download.document-fetched.v1")
                .noneMatch(type -> type.startsWith("subscription."));
    }

    @Test
    void the_document_comes_whole_whatever_part_is_asked_for() {
        ada.wantsADocument();

        for (String range : List.of("bytes=0-7", "items=0-3", "bytes=100000000-")) {
            Answer document = StoryHttpClient.post(
                    ada.ticketLink(),
                    "application/x-www-form-urlencoded",
                    "",
                    "Range",
                    range,
                    "If-Range",
                    "\"another\"",
                    "Accept",
                    "*/*");
            assertThat(document.status()).as(range).isEqualTo(200);
            assertThat(document.body()).startsWith("%PDF-").hasSizeGreaterThan(100);
            assertThat(document.headers().map()).doesNotContainKeys("accept-ranges", "content-range");
        }
    }

    @Test
    void what_was_ticked_counts_when_the_mailbox_confirms_it_and_one_by_one() {
        ada.wantsADocument("download/1/de", "download/2/de");

        String confirm = ada.linkIn("/confirm?token=");
        assertThat(isAllowed("newsletter")).isFalse();
        assertThat(isAllowed("follow-up")).isFalse();

        assertThat(ada.answers(confirm, "confirm").status()).isEqualTo(200);
        Await.until("both are known", () -> isAllowed("newsletter") && isAllowed("follow-up"));
        assertThat(desk.typesOnRecord(ada))
                .contains("download.requested.v1", "download.consents-handed-over.v1", "subscription.requested.v1");

        String now = platform.clock().now().toString();
        desk.post(
                "/subjects/" + desk.subject(ada) + "/purposes/follow-up/withdrawals",
                Map.of("channel", "phone", "receivedAt", now));
        Await.until("one is withdrawn", () -> !isAllowed("follow-up"));
        assertThat(isAllowed("newsletter")).isTrue();
    }

    @Test
    void what_was_ticked_waits_while_newsletter_is_away_and_then_counts_once() {
        platform.whileAway("newsletter", () -> {
            ada.wantsADocument("download/1/de");
            ada.ticketLink();
            assertThat(ada.mails()).hasSize(1);
        });

        assertThat(ada.answers(ada.linkIn("/confirm?token="), "confirm").status())
                .isEqualTo(200);
        Await.until("consent is known", () -> isAllowed("newsletter"));
        assertThat(desk.typesOnRecord(ada))
                .containsOnlyOnce("subscription.requested.v1", "download.consents-handed-over.v1");
    }

    @Test
    void no_box_need_be_ticked_and_none_is() {
        JsonNode form = StoryHttpClient.get(platform.addresses().gateway() + "/api/v1/idm/forms/download?locale=en")
                .json();

        List<String> purposes = new ArrayList<>();
        form.path("wordings")
                .forEach(
                        wording -> purposes.add(wording.path("purposes").path(0).asString("")));
        assertThat(purposes).containsExactly("newsletter", "follow-up");
        assertThat(form.toString()).doesNotContain("checked", "preselected");
    }

    @Test
    void the_tickets_of_others_open_nothing() {
        ada.wantsADocument();
        String ticket = ada.ticketLink();

        for (String guessed : List.of(
                ticket.substring(0, ticket.length() - 1) + "_",
                ticket + "A",
                ticket.replace("/documents/", "/documents/A"))) {
            assertThat(StoryHttpClient.get(guessed).status()).isEqualTo(404);
            assertThat(StoryHttpClient.postForm(guessed, Map.of()).status()).isEqualTo(404);
        }
    }

    private boolean isAllowed(String purpose) {
        return desk.get("/subjects/" + desk.subject(ada) + "/purposes/" + purpose)
                .json()
                .path("allowed")
                .asBoolean(false);
    }
}
