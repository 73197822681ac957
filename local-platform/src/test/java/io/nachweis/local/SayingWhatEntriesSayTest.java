package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.EntryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What is on record is told in the words of the service that recorded it, in every language of the product. */
class SayingWhatEntriesSayTest {

    /** Those of the services, and that of what every service can have on record. */
    private static final List<String> BUNDLES =
            List.of("consent/messages", "newsletter/messages", "lead/messages", "rights/messages", "nachweis/entries");

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "it"})
    void of_each_type_there_is(String language) {
        Set<String> types = types();
        assertThat(types).hasSizeGreaterThan(30);
        assertThat(types)
                .allSatisfy(type -> assertThat(BUNDLES.stream().filter(bundle -> says(bundle, type, language)))
                        .as(type)
                        .hasSize(1));
    }

    private static boolean says(String bundle, String type, String language) {
        try {
            return PropertiesLoaderUtils.loadProperties(
                            new ClassPathResource(bundle + (language.isEmpty() ? "" : "_" + language) + ".properties"))
                    .containsKey("entry." + type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> types() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EntryType.class));
        return scanner.findCandidateComponents("io.nachweis").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .map((AnnotatedElement type) ->
                        type.getAnnotation(EntryType.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
