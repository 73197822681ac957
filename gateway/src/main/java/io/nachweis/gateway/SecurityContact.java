package io.nachweis.gateway;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Whom to tell of a vulnerability (RFC 9116): the controllers, who answer for what is done with personal data. */
@Configuration(proxyBeanMethods = false)
class SecurityContact {

    private static final String PATH = "/.well-known/security.txt";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** The policies say whom to ask for as long as this runs with them; the format wants a date. */
    private static final Duration VALID = Duration.ofDays(90);

    /** Before the route that is looked at last. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> securityContactRoute(Controllers controllers, GatewaySettings settings) {
        return ReadOnly.at(
                PATH,
                _ -> ServerResponse.ok()
                        .contentType(TEXT)
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                        .body(text(controllers, settings)));
    }

    private static String text(Controllers controllers, GatewaySettings settings) {
        Stream<String> contacts = controllers.all().stream()
                .map(policy -> "Contact: mailto:" + policy.identity().email());
        String languages = controllers.all().stream()
                .map(ControllerPolicy::languages)
                .flatMap(spoken -> spoken.stream().map(Locale::toLanguageTag))
                .distinct()
                .collect(Collectors.joining(", "));
        return Stream.concat(
                        contacts.distinct(),
                        Stream.of(
                                "Expires: "
                                        + Instant.now()
                                                .truncatedTo(ChronoUnit.DAYS)
                                                .plus(VALID),
                                "Preferred-Languages: " + languages,
                                "Canonical: " + settings.publicUrl().resolve(PATH)))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
