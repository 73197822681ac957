package io.nachweis.newsletter.page;

import io.nachweis.policy.ControllerPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Shows pages. Their address holds a token, so nobody may keep them or be told where their reader came from. */
@Component
class Pages {

    private static final List<Locale> LANGUAGES = List.of(Locale.GERMAN, Locale.ENGLISH);

    private final SpringTemplateEngine templates;

    Pages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    ResponseEntity<String> show(Page page) {
        return show(page.status(), "page", page, page.locale());
    }

    ResponseEntity<String> show(PreferencesPage page) {
        return show(HttpStatus.OK, "preferences", page, page.locale());
    }

    private ResponseEntity<String> show(HttpStatus status, String template, Object page, Locale locale) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Language", locale.toLanguageTag())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(templates.process(template, new Context(locale, Map.of("page", page))));
    }

    /** The language of the sign-up if there is one, else the reader's, else the controller's first, as far as pages speak it. */
    static Locale language(@Nullable Locale signUp, Locale reader, @Nullable ControllerPolicy policy) {
        return Optional.ofNullable(signUp)
                .flatMap(Pages::spoken)
                .or(() -> spoken(reader))
                .or(() -> Optional.ofNullable(policy)
                        .flatMap(known -> spoken(known.languages().getFirst())))
                .orElse(Locale.ENGLISH);
    }

    private static Optional<Locale> spoken(Locale locale) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(locale.getLanguage()))
                .findFirst();
    }
}
