package io.nachweis.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
            "nachweis.controllers", "/controllers",
            "nachweis.outside", "/outside");

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
                        "/outside",
                        List.of(),
                        Map.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        null));
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
                        "NACHWEIS_CONTROLLERS",
                        "NACHWEIS_OUTSIDE");
    }

    /** Who has the one has the other, and sets both back. */
    @Test
    void what_is_kept_outside_the_database_is_not_kept_on_its_server() {
        assertThat(bind(with("nachweis.outside", "mongodb://other.example.org")).outside())
                .isEqualTo("mongodb://other.example.org");
        assertThatThrownBy(() -> bind(with("nachweis.outside", "mongodb://erika:canary@localhost:27018/?tls=true")))
                .rootCause()
                .hasMessageContaining("NACHWEIS_OUTSIDE must be another server than MONGODB_URI")
                .message()
                .doesNotContain("canary");
        assertThatThrownBy(() -> bind(with("nachweis.outside", "mongodb://other.example.org/?tsl=true")))
                .rootCause()
                .hasMessageContaining("NACHWEIS_OUTSIDE has an unknown option, tsl");
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

    /** A mistyped option would be passed over, and with it what it was meant to protect. Its value may be a secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nachweis.mongodb-uri     | mongodb://db.example.org/?tsl=true&authSource=admin | tsl",
                "nachweis.mongodb-uri     | mongodb://db.example.org/?tls=canary                | tls",
                "nachweis.mongodb-uri     | mongodb://db.example.org/?tlsInsecure=true          | tlsInsecure",
                "nachweis.mongodb-uri     | mongodb://db.example.org/?tls=true&pass=canary      | pass",
                "nachweis.oidc-issuer-uri | https://sso.example.org/realm?verify=canary         | verify",
                "nachweis.oidc-issuer-uri | https://canary@sso.example.org/realm                | a login",
                "nachweis.public-url      | https://privacy.example.org?from=canary             | from",
                "nachweis.public-url      | https://privacy.example.org/#canary                 | a fragment",
                "nachweis.services.lead   | http://lead:8080?timeout=canary                     | timeout",
                "nachweis.smtp-url        | smtp://localhost?starttls=canary                    | starttls",
                "nachweis.smtp-url        | smtp://localhost?startls=required                   | startls",
                "nachweis.smtp-url        | smtp://localhost?starttls=required&wait=canary      | wait",
                "nachweis.smtp-url        | smtps://mail.example.org?starttls=required          | starttls",
                "nachweis.smtp-url        | smtp://localhost/canary                             | a path",
                "nachweis.smtp-url        | smtp://localhost#canary                             | a fragment",
            })
    void what_nobody_knows_in_an_address_is_refused(String setting, String url, String fault) {
        assertThatThrownBy(() -> bind(with(setting, url)))
                .rootCause()
                .hasMessageContaining(fault)
                .message()
                .doesNotContain("canary");
    }

    /** The attacker is on the way between the service and the issuer. */
    @ParameterizedTest
    @CsvSource({
        "http://sso.example.org/realm, false",
        "http://localhost.example.org/realm, false",
        "http://127.0.0.1.example.org/realm, false",
        "http://10.0.0.1/realm, false",
        "https://sso.example.org/realm, true",
        "http://localhost:8081/realm, true",
        "http://keycloak.localhost/realm, true",
        "http://127.9.9.9/realm, true",
        "http://[::1]:8081/realm, true"
    })
    void tokens_are_taken_from_an_issuer_that_nobody_can_stand_in_for(String issuer, boolean good) {
        var settings = with("nachweis.oidc-issuer-uri", issuer);
        if (good) {
            assertThat(bind(settings).oidcIssuerUri()).isEqualTo(URI.create(issuer));
        } else {
            assertThatThrownBy(() -> bind(settings))
                    .rootCause()
                    .hasMessageContaining("OIDC_ISSUER_URI must begin with https");
            settings.put("nachweis.clear-text-hosts", URI.create(issuer).getHost());
            assertThat(bind(settings).oidcIssuerUri())
                    .as("by the operator's word")
                    .isEqualTo(URI.create(issuer));
        }
    }

    /** The attacker listens on the way to the mail server; a password is shown to nobody on this machine either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp://mail.example.org",
                "smtp://10.0.0.1:25",
                "smtp://erika:canary@localhost",
                "smtp://erika:canary@mail.example.org"
            })
    void mails_and_passwords_go_over_no_clear_line(String url) {
        assertThatThrownBy(() -> bind(with("nachweis.smtp-url", url)))
                .rootCause()
                .hasMessageContaining("SMTP_URL has a clear line")
                .message()
                .doesNotContain("canary");
        assertThat(bind(with("nachweis.smtp-url", url + "?starttls=required")).smtpUrl())
                .isNotNull();
        assertThat(bind(with("nachweis.smtp-url", "smtp://localhost")).smtpUrl())
                .isNotNull();
    }

    @Test
    void a_mail_server_may_be_reached_over_a_line_that_the_operator_vouches_for_without_a_password() {
        var settings = with("nachweis.smtp-url", "smtp://mail:1025");
        settings.put("nachweis.clear-text-hosts", "mail");
        assertThat(bind(settings).smtpUrl()).isEqualTo(URI.create("smtp://mail:1025"));

        settings.put("nachweis.smtp-url", "smtp://erika:canary@mail:1025");
        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageContaining("SMTP_URL has a clear line");
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
