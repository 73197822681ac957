package io.nachweis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds the AsyncAPI document, the schemas and the code together. */
class AsyncApiTest {

    private final JsonNode document = read();

    @Test
    void describes_each_published_type_by_its_schema() {
        var messages = document.at("/components/messages");

        assertThat(messages.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Published.types().keySet());
        messages.properties()
                .forEach(message -> assertThat(
                                message.getValue().at("/payload/$ref").stringValue())
                        .isEqualTo("schemas/" + message.getKey() + ".json"));
    }

    @Test
    void describes_each_topic() {
        assertThat(document.path("channels")
                        .valueStream()
                        .map(channel -> channel.path("address").stringValue()))
                .containsExactlyInAnyOrder(
                        Topics.CONSENTS, Topics.CONSENT_STATE, Topics.SUBJECTS, Topics.of("{service}"));
    }

    @Test
    void describes_each_header_of_a_fact() {
        var headers = document.at("/components/schemas/headers/properties");

        Signed.withdrawal()
                .headers()
                .forEach(header ->
                        assertThat(headers.has(header.key())).as(header.key()).isTrue());
        assertThat(headers.size()).isEqualTo(Signed.withdrawal().headers().toArray().length);
    }

    private static JsonNode read() {
        try (var in = Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml"))) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
