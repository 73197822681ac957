package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files in {@code events} never change: whoever stored such a fact years ago must still be able to read it. */
class GoldenEventsTest {

    static Collection<Class<? extends Published>> types() {
        return Published.types().values();
    }

    @Test
    void are_there_for_each_type_that_leaves_the_house() {
        assertThat(Published.types().keySet())
                .containsExactlyInAnyOrder(
                        "nachweis.consent.given.v1",
                        "nachweis.consent.state.v1",
                        "nachweis.consent.withdrawal-disowned.v1",
                        "nachweis.consent.withdrawn.v1",
                        "nachweis.erasure.ordered.v1",
                        "nachweis.erasure.reported.v1",
                        "nachweis.hold.lifted.v1",
                        "nachweis.hold.placed.v1",
                        "nachweis.policy.published.v1");
    }

    @ParameterizedTest
    @MethodSource("types")
    void are_read_and_written_back_byte_for_byte(Class<? extends Published> type) throws IOException {
        var published = PublishedJson.read(golden(type).getBytes(UTF_8), type).orElseThrow();

        assertThat(new String(PublishedJson.write(published), UTF_8)).isEqualTo(golden(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void keep_to_their_schema(Class<? extends Published> type) throws IOException {
        assertThat(schema(type).validate(golden(type), InputFormat.JSON)).isEmpty();
    }

    @Test
    void know_what_is_kept_without_a_day() throws IOException {
        String held = golden(Fact.ErasureReported.class).replace(",\"until\":\"2029-12-01\"", "");
        var published = PublishedJson.read(held.getBytes(UTF_8), Fact.ErasureReported.class)
                .orElseThrow();

        assertThat(published.kept().getFirst().until()).isNull();
        assertThat(new String(PublishedJson.write(published), UTF_8)).isEqualTo(held);
        assertThat(schema(Fact.ErasureReported.class).validate(held, InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void break_their_schema_when_any_member_is_missing(Class<? extends Published> type) throws IOException {
        for (var member : members(type)) {
            var lacking = JsonMapper.shared().readTree(golden(type)).asObject().remove(List.of(member));
            assertThat(schema(type).validate(lacking)).as(member).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void have_a_schema_with_the_members_of_their_record_and_its_own_address(Class<? extends Published> type)
            throws IOException {
        var schema = JsonMapper.shared().readTree(resource("/schemas/" + Published.typeOf(type) + ".json"));
        var members = members(type);

        assertThat(schema.get("properties").propertyNames()).containsExactlyElementsOf(members);
        assertThat(schema.get("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(members);
        assertThat(schema.get("$id").stringValue())
                .isEqualTo(Published.schemaOf(Published.typeOf(type)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nachweis.consent.withdrawn.v1", "nachweis.consent.withdrawal-disowned.v1"})
    void know_each_channel_in_their_schema(String type) throws IOException {
        var schema = JsonMapper.shared().readTree(resource("/schemas/" + type + ".json"));
        var channels = Arrays.stream(Channel.values()).map(JsonMapper.shared()::<JsonNode>valueToTree);

        assertThat(schema.at("/properties/channel/anyOf/0/enum").valueStream())
                .containsExactlyElementsOf(channels.toList());
    }

    private static List<String> members(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private static Schema schema(Class<? extends Published> type) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/schemas/" + Published.typeOf(type) + ".json"));
    }

    /** The file without the line end that editors want. */
    private static String golden(Class<? extends Published> type) throws IOException {
        return resource("/events/" + Published.typeOf(type) + ".json").stripTrailing();
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(GoldenEventsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
