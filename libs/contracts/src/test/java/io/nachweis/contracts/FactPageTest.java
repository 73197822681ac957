package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactPageTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:15:02.123456Z");
    private static final PublishedFact GIVEN = PublishedFact.of(
            "a.0",
            "/newsletter",
            "s7kd",
            41,
            MONDAY,
            new ConsentGiven("idm", "newsletter", "c1", MONDAY, MONDAY, "newsletter/1/en", "ab".repeat(32)));
    private static final PublishedFact WITHDRAWN = PublishedFact.of(
            "b.0",
            "/newsletter",
            "s7kd",
            42,
            MONDAY,
            new ConsentWithdrawn("idm", "newsletter", "c1", Channel.ONE_CLICK, MONDAY, MONDAY));

    @Test
    void is_read_as_it_was_written() {
        FactPage page = new FactPage(43, true, List.of(GIVEN, WITHDRAWN));

        assertThat(FactPage.read(page.toJson())).isEqualTo(page);
    }

    @Test
    void is_cloud_events() {
        assertThat(new String(new FactPage(42, false, List.of(WITHDRAWN)).toJson(), UTF_8))
                .isEqualToIgnoringWhitespace("""
                {"upTo":42,"more":false,"facts":[{
                 "specversion":"1.0","id":"b.0","source":"/newsletter","type":"nachweis.consent.withdrawn.v1",
                 "subject":"s7kd","time":"2026-11-23T09:15:02.123456Z","sequence":"0000000000000000042",
                 "datacontenttype":"application/json",
                 "dataschema":"https://nachweis.io/schemas/nachweis.consent.withdrawn.v1.json",
                 "data":{"controller":"idm","purpose":"newsletter","signUp":"c1","channel":"one-click",
                         "receivedAt":"2026-11-23T09:15:02.123456Z","recordedAt":"2026-11-23T09:15:02.123456Z"}}]}""");
    }

    @Test
    void is_read_with_a_sequence_that_has_no_zeros_in_front_too() {
        FactPage page = new FactPage(42, false, List.of(WITHDRAWN));
        String earlier = new String(page.toJson(), UTF_8).replace("0000000000000000042", "42");

        assertThat(FactPage.read(earlier.getBytes(UTF_8))).isEqualTo(page);
    }

    @Test
    void is_read_without_the_types_that_are_newer_than_this_library() {
        String json = new String(new FactPage(42, false, List.of(GIVEN, WITHDRAWN)).toJson(), UTF_8)
                .replace("consent.given.v1", "consent.given.v2");

        assertThat(FactPage.read(json.getBytes(UTF_8)).facts()).containsExactly(WITHDRAWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"upTo\":1,\"more\":false}",
                "{\"upTo\":\"1\",\"more\":false,\"facts\":[]}",
                "{\"upTo\":1,\"more\":false,\"facts\":{}}",
                "{\"upTo\":1,\"more\":false,\"facts\":[7]}",
                "{\"upTo\":1,\"more\":false,\"facts\":[{\"type\":\"nachweis.consent.given.v1\"}]}",
                "<html></html>"
            })
    void is_nothing_else(String garbage) {
        assertThatIllegalArgumentException().isThrownBy(() -> FactPage.read(garbage.getBytes(UTF_8)));
    }
}
