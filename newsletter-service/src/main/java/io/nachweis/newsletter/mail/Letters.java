package io.nachweis.newsletter.mail;

import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Sha256;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Identity;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.starter.guard.MailCodes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes mails from facts of the controller. Nothing that somebody typed into a form ever stands in one. */
@Component
class Letters {

    private final Links links;
    private final MailCodes codes;

    Letters(Links links, MailCodes codes) {
        this.links = links;
        this.codes = codes;
    }

    /** Asks whether the reader meant it. Free of advertising, and of everything else. */
    Letter confirmation(ControllerPolicy policy, Target target, SignUp signUp) {
        boolean withCode = wantsCode(policy, signUp);
        var template = Template.of(withCode ? "confirmation-with-code/1" : "confirmation/1", locale(policy, signUp));
        var words = words(policy, signUp, template.locale());
        words.put("until", Moments.say(signUp.expiresAt(), policy.zone(), template.locale()));
        String token = links.confirmToken(policy.id(), target);
        var gaps = new TreeMap<>(Map.of("link", link(token, policy, links::confirm)));
        if (withCode) {
            String code = codes.of(policy.id(), target.signUp().toString());
            gaps.put("code", new Gap(code, Sha256.of(token + code)));
        }
        return write(template, words, gaps);
    }

    private static boolean wantsCode(ControllerPolicy policy, SignUp signUp) {
        return signUp.wordings().stream()
                .flatMap(shown -> policy.forms().values().stream()
                        .filter(form -> form.wording(shown.id()).isPresent()))
                .anyMatch(form -> form.guard().confirmation() == Confirmation.CODE);
    }

    /** Tells what was agreed and how to withdraw it. */
    Letter record(ControllerPolicy policy, Target target, SignUp signUp, Instant confirmedAt) {
        var template = Template.of("record/2", locale(policy, signUp));
        var words = words(policy, signUp, template.locale());
        words.put("agreed", agreed(policy, signUp));
        words.put("versions", signUp.wordings().stream().map(WordingShown::id).collect(Collectors.joining(", ")));
        words.put("requested", Moments.say(signUp.requestedAt(), policy.zone(), template.locale()));
        words.put("confirmed", Moments.say(confirmedAt, policy.zone(), template.locale()));
        return write(template, words, waysOut(policy, target));
    }

    /** Brings the ways to withdraw to who asked for them. */
    Letter unsubscribeLink(ControllerPolicy policy, Target target, SignUp signUp) {
        var template = Template.of("unsubscribe-link/1", locale(policy, signUp));
        return write(template, words(policy, signUp, template.locale()), waysOut(policy, target));
    }

    /**
     * What opens something.
     *
     * @param onRecord with a token's SHA-256 in its place; a code has too few digits for that, so it is hashed with the token
     */
    private record Gap(String sent, String onRecord) {}

    private Map<String, Gap> waysOut(ControllerPolicy policy, Target target) {
        return Map.of(
                "link",
                link(links.unsubscribeToken(policy.id(), target), policy, links::unsubscribe),
                "preferences",
                link(links.preferencesToken(policy.id(), target), policy, links::preferences));
    }

    private static Gap link(String token, ControllerPolicy policy, BinaryOperator<String> address) {
        return new Gap(address.apply(policy.id(), token), address.apply(policy.id(), Sha256.of(token)));
    }

    private static Letter write(Template template, Map<String, String> words, Map<String, Gap> gaps) {
        gaps.forEach((name, gap) -> words.put(name, gap.onRecord()));
        var onRecord = template.fill(words);
        gaps.forEach((name, gap) -> words.put(name, gap.sent()));
        var sent = template.fill(words);
        return new Letter(
                template.id(), sent.subject(), sent.text(), Sha256.of(onRecord.subject() + "\n\n" + onRecord.text()));
    }

    private static Map<String, String> words(ControllerPolicy policy, SignUp signUp, Locale locale) {
        Identity identity = policy.identity();
        var words = new TreeMap<String, String>();
        words.put("controller", identity.name());
        words.put("purpose", purposes(policy, signUp, locale));
        words.put("email", identity.email());
        words.put("legal", legalBlock(identity));
        words.put("notice", identity.privacyNotice().toString());
        return words;
    }

    private static String legalBlock(Identity identity) {
        return Stream.of(
                        List.of(identity.name()),
                        identity.address(),
                        List.of(identity.phone(), identity.email()),
                        identity.legalNotice())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
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

    private static List<Locale> locale(ControllerPolicy policy, SignUp signUp) {
        return Stream.concat(Stream.of(Locale.forLanguageTag(signUp.locale())), policy.languages().stream())
                .toList();
    }
}
