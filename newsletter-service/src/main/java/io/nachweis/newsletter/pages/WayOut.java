package io.nachweis.newsletter.pages;

import io.nachweis.contracts.Channel;
import io.nachweis.forms.page.Page;
import io.nachweis.newsletter.decision.SignUp;
import io.nachweis.newsletter.link.Links;
import io.nachweis.newsletter.link.Withdrawals;
import io.nachweis.policy.Wording;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The link to unsubscribe: it withdraws what it names.
 *
 * @param purposes null for everything
 */
record WayOut(Visit visit, @Nullable Set<String> purposes) {

    static final String UNSUBSCRIBE = "unsubscribe";
    static final String EVERYTHING = "unsubscribe-all";

    static WayOut of(Visit visit, Links links) {
        boolean isForAll = links.isForAll(visit.policy().id(), visit.token());
        return new WayOut(visit, isForAll ? null : named(visit));
    }

    /** The one purpose of its token, else what its sign-up agreed to. */
    private static Set<String> named(Visit visit) {
        return Links.purpose(visit.token())
                .map(Set::of)
                .or(() -> visit.state().find(visit.target().signUp()).map(SignUp::purposes))
                .orElse(Set.of());
    }

    void withdraw(Withdrawals withdrawals, Channel channel) {
        if (purposes == null) {
            withdrawals.everything(visit.target().subscription(), channel);
        } else {
            withdrawals.of(purposes, visit.target().subscription(), channel);
        }
    }

    /** Asks, unless there is nothing left to withdraw. */
    Page asking() {
        if (isOver()) {
            return saying(visit);
        }
        return affected().containsAll(visit.state().withdrawable())
                ? asking("unsubscribe.open", wordings(), UNSUBSCRIBE)
                : asking("unsubscribe.open", wordings(), UNSUBSCRIBE, EVERYTHING);
    }

    /**
     * Says what was done, if anything was left to do, and offers to end the rest.
     *
     * @param after the same visit after the withdrawal
     */
    Page saying(Visit after) {
        String name = isOver() ? "unsubscribe.already" : "unsubscribe.done";
        return after.state().withdrawable().isEmpty()
                ? visit.saying(name).about(about())
                : asking(name, List.of(), EVERYTHING);
    }

    private boolean isOver() {
        return Collections.disjoint(affected(), visit.state().withdrawable());
    }

    private Page asking(String name, List<Wording> wordings, String... actions) {
        return Page.asking(name, visit.language(), visit.policy(), wordings, visit.token(), "unsubscribe", actions)
                .about(about());
    }

    private Set<String> affected() {
        return purposes == null ? visit.state().withdrawable() : purposes;
    }

    private List<Wording> wordings() {
        return visit.wordings().stream()
                .filter(wording -> !Collections.disjoint(wording.purposes(), affected()))
                .toList();
    }

    private @Nullable String about() {
        return affected().isEmpty()
                ? null
                : affected().stream()
                        .map(purpose -> Names.of(visit.policy(), purpose, visit.language()))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
