package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

@StoryTest
class KeepingPersonsOutOfTheLogStory {

    @Test
    void neither_what_was_typed_nor_a_token_reaches_the_platforms_log(PlatformUnderTest platform) throws IOException {
        Person canary = Person.named("canary", platform);
        canary.signsUp(Map.of("company", "Kanarienvogel KG"));
        String link = canary.confirmLink();
        StoryHttpClient.get(link);
        canary.confirms();
        canary.mail(2);
        StoryHttpClient.postJson(
                canary.subscriptions(), Map.of("email", canary.email() + " <script>", "consents", "x"));
        DeskClient desk = DeskClient.of(platform);
        String subject = desk.subject(canary);
        Await.until("consent is known", () -> desk.isAllowed(canary));
        desk.history(canary);
        desk.get("/subjects/" + subject + "/nothing");
        desk.get("/subjects/" + canary.email() + "/nothing");
        sends(
                "GET /idm/confirm?to=<" + canary.email() + "> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                platform);
        sends("GET / HTTP/1.1\r\nHost: a\r\nX (" + canary.email() + ")\r\nConnection: close\r\n\r\n", platform);

        assertThat(platform.folder().logs())
                .isNotEmpty()
                .doesNotContain("canary-", "Kanarienvogel", subject, link.replaceAll(".*token=", ""));
    }

    /** As no decent client would: the server cannot even tell what is asked for. */
    private static void sends(String nonsense, PlatformUnderTest platform) throws IOException {
        URI gateway = URI.create(platform.addresses().gateway());
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("malformed-request");
        }
    }
}
