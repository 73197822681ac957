package io.nachweis.consent.notice;

import static java.util.Objects.requireNonNull;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows anybody the policy that is carried out here: its notice, and its data. Both are written at the start, so that nobody
 * waits for it; no policy changes while this runs.
 */
@RestController
class PolicyController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final CacheControl FOR_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    /** @param language undetermined of the data, which is in all of them */
    private record Key(String controller, Locale language) {}

    /** @param etag by what it says */
    private record Written(String text, String etag) {

        static Written of(String text) {
            return new Written(text, '"' + Sha256.of(text) + '"');
        }
    }

    private final Controllers controllers;
    private final Map<Key, Written> written = new HashMap<>();

    PolicyController(Controllers controllers, JsonMapper json) {
        this.controllers = controllers;
        var page = new NoticePage();
        for (ControllerPolicy policy : controllers.all()) {
            written.put(dataOf(policy), Written.of(json.writeValueAsString(PublicPolicy.of(policy))));
            for (Locale language : policy.languages()) {
                written.put(new Key(policy.id(), language), Written.of(page.of(policy, language)));
            }
        }
    }

    @GetMapping("/{controller}/privacy")
    ResponseEntity<String> notice(
            @PathVariable String controller, @RequestParam(required = false) @Nullable String locale, Locale reader) {
        ControllerPolicy policy = policy(controller);
        Locale language = policy.language(locale, reader.toLanguageTag());
        Written notice = requireNonNull(written.get(new Key(policy.id(), language)));
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(FOR_MINUTES)
                .eTag(notice.etag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header("X-Robots-Tag", "noindex")
                .body(notice.text());
    }

    @GetMapping("/api/v1/{controller}/policy")
    ResponseEntity<String> data(@PathVariable String controller) {
        return data(policy(controller));
    }

    @GetMapping("/api/v1/{controller}/policy/{version}")
    ResponseEntity<String> data(@PathVariable String controller, @PathVariable String version) {
        ControllerPolicy policy = policy(controller);
        if (!version.equals(policy.version())) {
            throw PolicyProblem.UNKNOWN_POLICY_VERSION.refusal();
        }
        return data(policy);
    }

    private ResponseEntity<String> data(ControllerPolicy policy) {
        Written data = requireNonNull(written.get(dataOf(policy)));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(FOR_MINUTES)
                .eTag(data.etag())
                .body(data.text());
    }

    private static Key dataOf(ControllerPolicy policy) {
        return new Key(policy.id(), Locale.ROOT);
    }

    private ControllerPolicy policy(String controller) {
        return controllers.find(controller).orElseThrow(PlatformProblem.UNKNOWN_CONTROLLER::refusal);
    }
}
