package io.nachweis.mail;

import static io.nachweis.mail.Examples.NOON;
import static io.nachweis.mail.Examples.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nachweis.mail.PublishedText.PublishText;
import io.nachweis.starter.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishingTextsTest {

    private final FixtureConfiguration<PublishedText> text = new AggregateTestFixture<>(PublishedText.class);

    private final Template hello = Template.of("sample", "hello/1", Locale.ENGLISH);
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
    private final PublishedTexts texts = new PublishedTexts(
            DefaultCommandGateway.builder().commandBus(commands).build());
    private final List<TextPublished> sent = new ArrayList<>();
    private boolean isOut;

    @BeforeEach
    void listen() {
        var _ = commands.subscribe(PublishText.class.getName(), command -> {
            sent.add(((PublishText) command.getPayload()).text());
            if (isOut) {
                throw new IllegalStateException("The log is away");
            }
            return null;
        });
    }

    @Test
    void puts_each_on_record_once_whoever_uses_it_first() {
        text.givenNoPriorActivity()
                .when(new PublishText(published("confirmation/1/de")))
                .expectEvents(published("confirmation/1/de"));
        text.given(published("confirmation/1/de"))
                .when(new PublishText(published("confirmation/1/de")))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void says_what_the_text_was() {
        texts.publish(hello, NOON);
        String content = "Hello from {controller}\n\nGood day.\n";
        assertThat(sent).containsExactly(new TextPublished("hello/1/en", "en", Sha256.of(content), content, NOON));
    }

    @Test
    void asks_for_each_once_in_a_process() {
        texts.publish(hello, NOON);
        texts.publish(hello, NOON.plusSeconds(1));
        assertThat(sent).hasSize(1);
    }

    @Test
    void asks_again_after_an_outage() {
        isOut = true;
        assertThatIllegalStateException().isThrownBy(() -> texts.publish(hello, NOON));
        isOut = false;
        texts.publish(hello, NOON);
        assertThat(sent).hasSize(2);
    }
}
