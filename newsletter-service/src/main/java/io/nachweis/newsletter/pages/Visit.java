package io.nachweis.newsletter.pages;

import io.nachweis.forms.page.Page;
import io.nachweis.forms.page.Pages;
import io.nachweis.newsletter.decision.LinkState;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.decision.SubscriptionState;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormGuard.Confirmation;
import io.nachweis.policy.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** Somebody opened the link of a mail: what it is about, and how things stand. */
record Visit(ControllerPolicy policy, String token, Target target, SubscriptionState state, Locale reader) {

    /** The form that was filled in, unless the controller has given it up. */
    Optional<Form> form() {
        return shown().flatMap(shown -> policy.forms().values().stream()
                        .filter(form -> form.wording(shown.id()).isPresent()))
                .findFirst();
    }

    List<Wording> wordings() {
        return shown().flatMap(shown -> form().flatMap(form -> form.wording(shown.id())).stream())
                .toList();
    }

    /** How the form's policy wants a sign-up confirmed. */
    Confirmation confirmation() {
        return form().map(form -> form.guard().confirmation()).orElse(Confirmation.BUTTON);
    }

    Duration minimumReading() {
        return form().map(form -> form.guard().minimumReading()).orElse(Duration.ZERO);
    }

    LinkState link(Instant now) {
        return state.at(now).link(target.signUp());
    }

    /** A confirmation of a moment ago. */
    boolean canBeTakenBack(Instant now) {
        return state.find(target.signUp())
                .filter(signUp -> signUp.isContradictedBy(now))
                .isPresent();
    }

    Locale language() {
        Locale signUp = state.find(target.signUp())
                .map(SignUp::locale)
                .map(Locale::forLanguageTag)
                .orElse(null);
        return Pages.language(signUp, reader, policy);
    }

    Page saying(String name) {
        return Page.saying(HttpStatus.OK, name, language(), policy);
    }

    Page asking(String name, String answerTo, String... actions) {
        return Page.asking(name, language(), policy, wordings(), token, answerTo, actions);
    }

    private Stream<WordingShown> shown() {
        return state.find(target.signUp()).stream().flatMap(signUp -> signUp.wordings().stream());
    }
}
