package io.nachweis.consent.notice;

import io.nachweis.policy.ControllerPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes the notice of a policy as one page in HTML, of which the gateway has the style. Needs nothing that runs. */
public final class NoticePage {

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    public NoticePage() {
        messages.setBasename("consent/messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        var resolver = new ClassLoaderTemplateResolver(NoticePage.class.getClassLoader());
        resolver.setPrefix("consent/templates/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        templates.setTemplateResolver(resolver);
        templates.setTemplateEngineMessageSource(messages);
    }

    /** @param language one of the policy's */
    public String of(ControllerPolicy policy, Locale language) {
        var page = new Context(language);
        page.setVariable("notice", PrivacyNotice.of(policy, new NoticeWords(messages, language)));
        return templates.process("notice", page);
    }
}
