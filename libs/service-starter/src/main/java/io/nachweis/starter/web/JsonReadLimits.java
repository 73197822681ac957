package io.nachweis.starter.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much there may be in a body of JSON, whoever sends it: a token takes more room in memory than on the wire. What the
 * parts of the platform say to each other, and what is stored, is read by other mappers.
 */
@Configuration(proxyBeanMethods = false)
class JsonReadLimits {

    /** Room for a lookup of a thousand addresses, and a hundred times what a form needs. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxTokenCount(2_048)
            .maxNameLength(256)
            .maxStringLength(32_768)
            .maxNestingDepth(16)
            .maxNumberLength(64)
            .build();

    @Bean
    ServerHttpMessageConvertersCustomizer jsonReadLimits(
            JsonFactory factory, ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
        JsonMapper.Builder json = JsonMapper.builder(
                factory.rebuild().streamReadConstraints(LIMITS).build());
        customizers.orderedStream().forEach(each -> each.customize(json));
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json.build()));
    }
}
