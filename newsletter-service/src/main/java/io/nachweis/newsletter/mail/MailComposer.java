package io.nachweis.newsletter.mail;

import io.nachweis.forms.admission.MailCodes;
import io.nachweis.mail.Letter;
import io.nachweis.mail.Moments;
import io.nachweis.mail.PlainText;
import io.nachweis.mail.Template;
import io.nachweis.mail.Template.Gap;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.starter.Sha256;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Composes the mails of newsletter-service from templates and from facts of the controller. Nothing that somebody typed
 * into a form ever stands in one.
 */
@Component
class MailComposer {

    private final Links links;
    private final MailCodes codes;

    MailComposer(Links links, MailCodes codes) {
        this.links = links;
        this.codes = codes;
    }

    /** Asks whether the reader meant it. Free of advertising, and of everything else. */
    Letter confirmation(ControllerPolicy policy, Target target, SignUp signUp) {
        boolean withCode = wantsCode(policy, signUp);
        var template = template(withCode ? "confirmation-with-code/2" : "confirmation/2", policy, signUp);
        var words = words(policy, signUp, template.locale());
        words.put("until", Moments.say(signUp.expiresAt(), policy.zone(), template.locale()));
        words.put("days", String.valueOf(signUp.daysUnlessConfirmed()));
        String token = links.confirmToken(policy.id(), target);
        var gaps = new TreeMap<>(Map.of("link", link(token, policy, links::confirm)));
        if (withCode) {
            String code = codes.of(policy.id(), target.signUp().toString());
            gaps.put("code", new Gap(code, Sha256.of(token + code)));
        }
        return template.write(words, gaps);
    }

    private static boolean wantsCode(ControllerPolicy policy, SignUp signUp) {
        return signUp.wordings().stream()
                .flatMap(shown -> policy.forms().values().stream()
                        .filter(form -> form.wording(shown.id()).isPresent()))
                .anyMatch(form -> form.guard().confirmation() == Confirmation.CODE);
    }

    /** Tells what was agreed and how to withdraw it. */
    Letter record(ControllerPolicy policy, Target target, SignUp signUp, Instant confirmedAt) {
        var template = template("record/3", policy, signUp);
        var words = words(policy, signUp, template.locale());
        words.put("agreed", agreed(policy, signUp));
        words.put("versions", signUp.wordings().stream().map(WordingShown::id).collect(Collectors.joining(", ")));
        words.put("requested", Moments.say(signUp.requestedAt(), policy.zone(), template.locale()));
        words.put("confirmed", Moments.say(confirmedAt, policy.zone(), template.locale()));
        return template.write(words, waysOut(policy, target, links.unsubscribeToken(policy.id(), target)));
    }

    /** Brings the ways to withdraw to who asked for them. */
    Letter unsubscribeLink(ControllerPolicy policy, Target target, SignUp signUp) {
        var template = template("unsubscribe-link/2", policy, signUp);
        return template.write(
                words(policy, signUp, template.locale()),
                waysOut(policy, target, links.unsubscribeAllToken(policy.id(), target)));
    }

    private Map<String, Gap> waysOut(ControllerPolicy policy, Target target, String unsubscribeToken) {
        return Map.of(
                "link",
                link(unsubscribeToken, policy, links::unsubscribe),
                "preferences",
                link(links.preferencesToken(policy.id(), target), policy, links::preferences));
    }

    private static Gap link(String token, ControllerPolicy policy, BinaryOperator<String> address) {
        return Gap.link(token, each -> address.apply(policy.id(), each));
    }

    private static Map<String, String> words(ControllerPolicy policy, SignUp signUp, Locale locale) {
        Map<String, String> words = Template.words(policy);
        words.put("purpose", purposes(policy, signUp, locale));
        return words;
    }

    private static String purposes(ControllerPolicy policy, SignUp signUp, Locale locale) {
        return signUp.wordings().stream()
                .flatMap(wording -> wording.purposes().stream())
                .distinct()
                .map(purpose -> policy.purpose(purpose)
                        .map(Purpose::name)
                        .map(name -> name.getOrDefault(locale, purpose))
                        .orElse(purpose))
                .collect(Collectors.joining(", "));
    }

    private static String agreed(ControllerPolicy policy, SignUp signUp) {
        return signUp.wordings().stream()
                .flatMap(shown -> policy.forms().values().stream().flatMap(form -> form.wording(shown.id()).stream()))
                .map(wording -> PlainText.of(wording.html()))
                .collect(Collectors.joining("\n\n"));
    }

    private static Template template(String name, ControllerPolicy policy, SignUp signUp) {
        return Template.of("newsletter", name, policy.language(signUp.locale()));
    }
}
