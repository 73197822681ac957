package io.nachweis.rights.mail;

import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.mail.Moments;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.ErasureReported;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Summarises an erasure for its mail: what was erased, and what is kept and why. */
@Component
class ErasureSummary {

    private final MessageSource messages;

    ErasureSummary(MessageSource messages) {
        this.messages = messages;
    }

    /** @param at when the mail is written, which is the last about the request */
    String say(ControllerPolicy policy, Case request, Locale locale, Instant at) {
        Set<String> erased = request.reports().stream()
                .flatMap(report -> report.erased().stream())
                .map(each -> each.category())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, KeptCategory> kept = request.reports().stream()
                .map(ErasureReported::kept)
                .flatMap(each -> each.stream())
                .collect(Collectors.toMap(KeptCategory::category, each -> each, ErasureSummary::later, TreeMap::new));
        return Stream.concat(
                        erased.stream()
                                .filter(category -> !kept.containsKey(category))
                                .map(category -> line("erased", locale, name(category, policy, locale))),
                        kept.values().stream().map(each -> kept(each, policy, locale, at)))
                .collect(Collectors.joining("\n"));
    }

    /** What a legal hold stands on is kept longer than anything of which a day is known. */
    private static KeptCategory later(KeptCategory one, KeptCategory other) {
        LocalDate until = one.until();
        LocalDate otherUntil = other.until();
        if (until == null || otherUntil == null) {
            return until == null ? one : other;
        }
        return until.isAfter(otherUntil) ? one : other;
    }

    private String kept(KeptCategory kept, ControllerPolicy policy, Locale locale, Instant at) {
        String name = name(kept.category(), policy, locale);
        LocalDate until = kept.until();
        return until == null
                ? line("held", locale, name, kept.law())
                : kept(kept, name, until(kept, until, policy, at), policy, locale);
    }

    private String kept(KeptCategory kept, String name, LocalDate until, ControllerPolicy policy, Locale locale) {
        String why = policy.category(kept.category())
                .map(ControllerPolicy.DataCategoryRule::keepOnErasure)
                .map(keep -> keep.why(locale))
                .orElse("");
        return line("kept", locale, name, why, kept.law(), Moments.day(until, locale));
    }

    /** As the service said that keeps it; of the request itself nobody else could. */
    private static LocalDate until(KeptCategory kept, LocalDate reported, ControllerPolicy policy, Instant at) {
        return Stream.of(kept)
                .filter(each -> each.category().equals(RightsEvent.CATEGORY))
                .flatMap(each -> policy.end(each.category(), Map.of(Trigger.LAST_LETTER, at)).stream())
                .map(Due::on)
                .findFirst()
                .orElse(reported);
    }

    /** Its id where the policy does not know it any more. */
    private static String name(String category, ControllerPolicy policy, Locale locale) {
        return policy.category(category).map(rule -> rule.name(locale)).orElse(category);
    }

    private String line(String name, Locale locale, Object... words) {
        return "- " + messages.getMessage("outcome." + name, words, locale);
    }
}
