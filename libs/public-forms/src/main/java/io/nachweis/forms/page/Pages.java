package io.nachweis.forms.page;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Languages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Shows pages. Their address holds a token, so nobody may keep them or be told where their reader came from. */
public final class Pages {

    private final SpringTemplateEngine templates;

    Pages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    public ResponseEntity<String> show(Page page) {
        return show(page.status(), "page", page, page.locale(), page.facts());
    }

    /** @param page what the template knows by that name; like a {@link Page} it has {@code locale} and {@code policy} */
    public ResponseEntity<String> show(HttpStatus status, String template, Object page, Locale locale) {
        return show(status, template, page, locale, List.of());
    }

    private ResponseEntity<String> show(
            HttpStatus status, String template, Object page, Locale locale, List<String> facts) {
        var shown = Map.of("page", page, "facts", facts.toArray(), "root", root());
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Language", locale.toLanguageTag())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(templates.process(template, new Context(locale, shown)));
    }

    /** From here to where every address begins, whatever stands before it. */
    private static String root() {
        String path =
                ServletUriComponentsBuilder.fromCurrentRequestUri().build().getPath();
        return path == null ? "" : "../".repeat(Math.max(0, StringUtils.countOccurrencesOf(path, "/") - 1));
    }

    /**
     * The language that a person was addressed in if they were, else the reader's, as far as the controller speaks it, else
     * the controller's first. Without a controller it is any that there are texts in.
     */
    public static Locale language(@Nullable Locale addressed, Locale reader, @Nullable ControllerPolicy policy) {
        String before = addressed == null ? null : addressed.toLanguageTag();
        return policy == null
                ? Languages.lookUp(Languages.OF_TEXTS, before, reader.toLanguageTag())
                        .orElseGet(Languages.OF_TEXTS::getFirst)
                : policy.language(before, reader.toLanguageTag());
    }
}
