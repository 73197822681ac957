package io.nachweis.gateway;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.HtmlUtils;

/**
 * Pages for people who would else be shown a problem in JSON, in the look of the controller's pages: what to do next, and
 * whom to write to. What they had filled in comes back to them and to nobody else.
 */
final class ProblemPages {

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final Set<Integer> WITH_WORDS = Set.of(403, 404, 405, 413, 503);

    private final Controllers controllers;
    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final String page;

    ProblemPages(Controllers controllers) {
        this.controllers = controllers;
        messages.setBasename("gateway/messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        try {
            this.page = new ClassPathResource("gateway/page.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says what the status of a problem means for who reads it. */
    String about(int status, HttpServletRequest request) {
        Optional<ControllerPolicy> policy = Origins.controller(request).flatMap(controllers::find);
        Locale language = language(request, policy);
        int words = WITH_WORDS.contains(status) ? status : status < 500 ? 400 : 500;
        return fill(
                request,
                language,
                policy.map(known -> known.identity().name()).orElse(""),
                say(words + ".title", language),
                say(words + ".text", language),
                status >= 500 ? again(request, language) : "",
                policy.map(known -> say("contact", language) + ' ' + mailTo(known))
                        .orElse(""));
    }

    /** Whose platform this is. */
    String home(HttpServletRequest request) {
        Locale language = language(request, controllers.all().stream().findFirst());
        String all = controllers.all().stream()
                .map(policy -> "<p>"
                        + link(
                                policy.identity().website().toString(),
                                policy.identity().name()) + "<br>"
                        + mailTo(policy) + " · "
                        + link(policy.identity().privacyNotice().toString(), say("notice", language)) + "</p>")
                .collect(Collectors.joining());
        return fill(request, language, "", say("home.title", language), say("home.text", language), all, "");
    }

    /** What was posted, to be posted to the same address again. */
    private String again(HttpServletRequest request, Locale language) {
        List<Entry<String, String>> posted = PostedForm.of(request);
        return posted.isEmpty()
                ? ""
                : "<p>" + say("again.text", language) + "</p><form method=\"post\">"
                        + posted.stream()
                                .map(field -> "<input type=\"hidden\" name=\"" + escape(field.getKey()) + "\" value=\""
                                        + escape(field.getValue()) + "\">")
                                .collect(Collectors.joining())
                        + "<button type=\"submit\" class=\"first\">" + say("again.button", language)
                        + "</button></form>";
    }

    private String fill(
            HttpServletRequest request,
            Locale language,
            String controller,
            String title,
            String text,
            String rest,
            String contact) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("language", language.toLanguageTag());
        words.put("root", root(request));
        words.put("controller", escape(controller));
        words.put("title", title);
        words.put("text", text);
        words.put("rest", rest);
        words.put("contact", contact);
        return GAP.matcher(page).replaceAll(gap -> Matcher.quoteReplacement(words.getOrDefault(gap.group(1), "")));
    }

    /** Relative, so that it does not matter what stands before our paths. */
    private static String root(HttpServletRequest request) {
        return "../"
                .repeat((int) request.getRequestURI()
                                .chars()
                                .filter(each -> each == '/')
                                .count()
                        - 1);
    }

    private static Locale language(HttpServletRequest request, Optional<ControllerPolicy> policy) {
        String reader = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return policy.map(known -> known.language(reader))
                .or(() -> Languages.lookUp(Languages.OF_TEXTS, reader))
                .orElseGet(Languages.OF_TEXTS::getFirst);
    }

    private String say(String name, Locale language) {
        return escape(messages.getMessage(name, null, language));
    }

    private static String mailTo(ControllerPolicy policy) {
        String email = policy.identity().email();
        return link("mailto:" + email, email);
    }

    private static String link(String address, String text) {
        return "<a rel=\"noreferrer\" href=\"" + escape(address) + "\">" + escape(text) + "</a>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
