package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import io.nachweis.platform.StoryTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@StoryTest
class AskingAQuestionStory {

    private static final String QUEUE = "/desk/enquiries";

    private final PlatformUnderTest platform;
    private final DeskClient desk;
    private final Person ada;

    AskingAQuestionStory(PlatformUnderTest platform) {
        this.platform = platform;
        this.desk = DeskClient.of(platform);
        this.ada = Person.named("ada", platform);
    }

    @Test
    void is_answered_by_mail_and_closed() {
        Answer accepted = StoryHttpClient.postJson(
                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                Map.of(
                        "email", ada.email(),
                        "name", "Ada\u202e <b>Bcc: x@example.org</b>",
                        "company", "Example GmbH",
                        "message", "What does it cost?\nAnd when?",
                        "locale", "en"));
        assertThat(accepted.status()).isEqualTo(202);

        JsonNode receipt = ada.mail(1);
        assertThat(receipt.toString()).doesNotContain("Bcc", "cost", "Example GmbH");

        JsonNode waiting = Await.until("it is in the queue", this::waiting, Optional::isPresent)
                .orElseThrow();
        assertThat(waiting.path("message").asString("")).isEqualTo("What does it cost?\nAnd when?");
        String enquiry = QUEUE + "/" + waiting.path("enquiry").asString("");

        assertThat(desk.post(enquiry + "/answers", Map.of("text", "Nothing, and now."))
                        .status())
                .isEqualTo(201);
        assertThat(ada.mail(2).path("text").asString("")).contains("Nothing, and now.");

        assertThat(desk.post(enquiry + "/closure", Map.of())
                        .json()
                        .path("state")
                        .asString(""))
                .isEqualTo("closed");
        assertThat(desk.post(enquiry + "/answers", Map.of("text", "More.")).problem())
                .isEqualTo("enquiry-closed");
        assertThat(desk.typesOnRecord(ada)).contains("enquiry.received.v1", "enquiry.answered.v1", "enquiry.closed.v1");
        assertThat(DeskClient.as("marketing", "idm", platform).get(enquiry).status())
                .isEqualTo(403);
    }

    private Optional<JsonNode> waiting() {
        for (JsonNode each : desk.get(QUEUE + "?limit=200").json().path("enquiries")) {
            if (each.path("email").asString("").equals(ada.email())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
