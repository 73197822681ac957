package io.nachweis.contracts;

import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of published records: members in declared order, instants in UTC, so that the same fact has the same bytes. */
final class PublishedJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private PublishedJson() {}

    static byte[] write(Published published) {
        return MAPPER.writeValueAsBytes(published);
    }

    /** Empty for nothing and for {@code null}. Whether anything is missing the schema says. */
    static <T extends Published> Optional<T> read(byte[] json, Class<T> type) {
        return Optional.ofNullable(MAPPER.readValue(json, type));
    }
}
