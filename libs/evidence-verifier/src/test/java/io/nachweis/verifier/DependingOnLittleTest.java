package io.nachweis.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who verifies does so without a line of what writes: neither frameworks, database, nor our own log. */
class DependingOnLittleTest {

    @Test
    void has_nothing_of_the_writing_side_on_its_class_path() throws IOException {
        List<String> jars = Collections.list(getClass().getClassLoader().getResources("META-INF/MANIFEST.MF")).stream()
                .map(Object::toString)
                .toList();

        assertThat(jars).anyMatch(jar -> jar.contains("/jackson-core-"));
        assertThat(jars)
                .noneMatch(
                        jar -> jar.matches(
                                ".*/(spring|axon|mongo|bson|tink|evidence-log|personal-data|event-model|jackson-databind)[^/]*\\.jar.*"));
        assertThat(List.of(
                        "io/nachweis/evidence/CanonicalJson.class",
                        "io/nachweis/personal/Disclosures.class",
                        "org/bson/Document.class",
                        "org/axonframework/common/AxonException.class",
                        "org/springframework/core/SpringVersion.class"))
                .noneMatch(type -> getClass().getClassLoader().getResource(type) != null);
    }
}
