package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingUpTest {

    private static final Map<String, String> NEEDED = Map.of(
            "nachweis.service", "sample",
            "nachweis.public-url", "http://localhost:8080",
            "nachweis.mongodb-uri", "mongodb://localhost",
            "nachweis.kafka-bootstrap-servers", "localhost:9092",
            "nachweis.oidc-issuer-uri", "http://localhost/issuer",
            "nachweis.secrets", "/secrets",
            "nachweis.controllers", "/controllers");

    @Test
    void what_must_be_given_is_enough() {
        assertThat(bind(NEEDED))
                .isEqualTo(new NachweisSettings(
                        "sample",
                        URI.create("http://localhost:8080"),
                        "mongodb://localhost",
                        "localhost:9092",
                        null,
                        URI.create("http://localhost/issuer"),
                        Path.of("/secrets"),
                        Path.of("/controllers"),
                        List.of(),
                        Map.of(),
                        List.of(),
                        Map.of()));
    }

    @Test
    void what_kafka_asks_for_besides_comes_from_the_environment() {
        var environment = new StandardEnvironment();
        var name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(
                        name,
                        new SystemEnvironmentPropertySource(
                                name,
                                Map.of(
                                        "NACHWEIS_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                        "NACHWEIS_KAFKA_SASL_JAAS_CONFIG", "PlainLoginModule required;")));

        assertThat(Binder.get(environment)
                        .bind("nachweis.kafka", Bindable.mapOf(String.class, String.class))
                        .get())
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "PlainLoginModule required;"));
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        assertThatThrownBy(() -> bind(Map.of("nachweis.service", "sample", "nachweis.public-url", "")))
                .rootCause()
                .hasMessageContainingAll(
                        "PUBLIC_URL",
                        "MONGODB_URI",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "OIDC_ISSUER_URI",
                        "NACHWEIS_SECRETS",
                        "NACHWEIS_CONTROLLERS");
    }

    @Test
    void a_base_of_links_has_no_slash_at_its_end() {
        assertThat(bind(with("nachweis.public-url", "https://privacy.example.org/"))
                        .publicUrl())
                .isEqualTo(URI.create("https://privacy.example.org"));
    }

    @Test
    void an_address_of_another_kind_is_refused() {
        assertThatThrownBy(() -> bind(with("nachweis.public-url", "ftp://localhost")))
                .rootCause()
                .hasMessageContaining("PUBLIC_URL");
        assertThatThrownBy(() -> bind(with("nachweis.smtp-url", "http://localhost")))
                .rootCause()
                .hasMessageContaining("SMTP_URL");
        assertThatThrownBy(() -> bind(with("nachweis.services.lead", "lead:8080")))
                .rootCause()
                .hasMessageContaining("nachweis.services.lead");
        assertThatThrownBy(() -> bind(with("nachweis.service", "No Name")))
                .rootCause()
                .hasMessageContaining("nachweis.service");
    }

    @Test
    void the_databases_are_named_after_the_service() {
        assertThat(bind(NEEDED).database()).isEqualTo("nachweis_sample");
        assertThat(bind(NEEDED).keysDatabase()).isEqualTo("nachweis_sample_keys");
    }

    /** A changed default is a changed service. */
    @Test
    void these_are_the_defaults() {
        assertThat(NachweisService.defaults("sample"))
                .containsEntry("spring.config.name", "sample")
                .containsEntry("nachweis.service", "sample")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.shutdown", "graceful")
                .containsEntry("server.forward-headers-strategy", "none")
                .containsEntry("server.max-http-request-header-size", "16KB")
                .containsEntry("server.tomcat.connection-timeout", "10s")
                .containsEntry("server.tomcat.max-http-form-post-size", "64KB")
                .containsEntry("spring.lifecycle.timeout-per-shutdown-phase", "10s")
                .containsEntry("spring.threads.virtual.enabled", true)
                .containsEntry("spring.jackson.deserialization.fail-on-unknown-properties", false)
                .containsEntry("spring.jackson.factory.constraints.read.max-nesting-depth", 32)
                .containsEntry("spring.jackson.factory.constraints.read.max-string-length", 100_000)
                .containsEntry("spring.mvc.log-resolved-exception", false)
                .containsEntry("spring.web.resources.add-mappings", false)
                .containsEntry("spring.cloud.gateway.server.webmvc.enabled", false)
                .containsEntry("axon.axonserver.enabled", false)
                .containsEntry("axon.serializer.general", "jackson3")
                .containsEntry("resilience4j.circuitbreaker.configs.default.sliding-window-size", 10)
                .containsEntry("resilience4j.circuitbreaker.configs.default.minimum-number-of-calls", 5)
                .containsEntry("resilience4j.circuitbreaker.configs.default.failure-rate-threshold", 50)
                .containsEntry("resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state", "2s")
                .containsEntry("resilience4j.bulkhead.configs.default.max-concurrent-calls", 64)
                .containsEntry("resilience4j.timelimiter.configs.default.timeout-duration", "2s")
                .containsEntry("management.endpoints.web.exposure.include", "health,prometheus")
                .containsEntry("management.endpoint.health.group.readiness.include", "readinessState,mongo");
    }

    private static Map<String, String> with(String key, String value) {
        var changed = new HashMap<>(NEEDED);
        changed.put(key, value);
        return changed;
    }

    private static NachweisSettings bind(Map<String, String> properties) {
        var conversions = new DefaultConversionService();
        conversions.addConverter(new PathSetting());
        return new Binder(List.of(new MapConfigurationPropertySource(properties)), null, conversions, null, null)
                .bindOrCreate("nachweis", NachweisSettings.class);
    }
}
