package io.nachweis.newsletter.pages;

import io.nachweis.forms.page.UnusableLink;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Links.Target;
import io.nachweis.newsletter.link.Subscriptions;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets a visitor in who has a token that we made for this kind of page; everybody else sees a page that says nothing. A
 * token may come twice, in the address and in the form.
 */
@Component
class Visits {

    private final Controllers controllers;
    private final Links links;
    private final Subscriptions subscriptions;

    Visits(Controllers controllers, Links links, Subscriptions subscriptions) {
        this.controllers = controllers;
        this.links = links;
        this.subscriptions = subscriptions;
    }

    Visit confirming(String controller, @Nullable List<String> tokens, Locale reader) {
        return visit(controller, tokens, reader, links::confirming);
    }

    Visit unsubscribing(String controller, @Nullable List<String> tokens, Locale reader) {
        return visit(controller, tokens, reader, links::unsubscribing);
    }

    Visit preferring(String controller, @Nullable List<String> tokens, Locale reader) {
        return visit(controller, tokens, reader, links::preferring);
    }

    /** The same visit after something has changed. */
    Visit again(Visit visit) {
        return new Visit(
                visit.policy(),
                visit.token(),
                visit.target(),
                subscriptions.state(visit.target().subscription()),
                visit.reader());
    }

    private Visit visit(
            String controller,
            @Nullable List<String> tokens,
            Locale reader,
            BiFunction<String, String, Optional<Target>> verify) {
        ControllerPolicy policy = controllers.find(controller).orElseThrow(() -> UnusableLink.unknown(reader, null));
        String token = tokens == null || tokens.isEmpty() ? "" : tokens.getFirst();
        if (token.isBlank()) {
            throw UnusableLink.incomplete(reader, policy);
        }
        Target target = verify.apply(policy.id(), token).orElseThrow(() -> UnusableLink.unknown(reader, policy));
        return new Visit(policy, token, target, subscriptions.state(target.subscription()), reader);
    }
}
