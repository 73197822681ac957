package io.nachweis.starter.web;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * The language of who reads: the first of {@code Accept-Language} that anything here is written in. Undetermined where none
 * is, for then it is for the controller to say, and not for this machine.
 */
final class AcceptedLanguage extends AcceptHeaderLocaleResolver {

    private final List<Locale> written;

    AcceptedLanguage(Controllers controllers) {
        this.written = Stream.concat(
                        controllers.all().stream()
                                .map(ControllerPolicy::languages)
                                .flatMap(List::stream),
                        Languages.OF_TEXTS.stream())
                .distinct()
                .toList();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Languages.lookUp(written, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                .orElse(Locale.ROOT);
    }
}
