package io.nachweis.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Languages;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.End;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What is going to happen to the data of a case unless things change before, and why. Says nothing about the person.
 *
 * @param name what people call the category
 * @param caseId a random name, which leads to nobody without the log
 * @param trigger what started its time, as the policy file names it
 * @param since the day on which that happened
 * @param period of the rule, as in ISO 8601
 * @param law the provision that the category's rule rests on
 * @param on the last day of it
 * @param until the instant at which it is over
 * @param because how the day was computed, sentence by sentence
 */
public record PlannedEnd(
        String category,
        String name,
        @JsonProperty("case") String caseId,
        String trigger,
        LocalDate since,
        String period,
        String law,
        String action,
        LocalDate on,
        Instant until,
        List<String> because) {

    public PlannedEnd {
        because = List.copyOf(because);
    }

    static PlannedEnd of(ControllerPolicy policy, String category, String caseId, End end, Locale reader) {
        Locale language = Languages.lookUp(Languages.OF_TEXTS, reader.toLanguageTag())
                .orElseGet(() -> policy.languages().getFirst());
        var rule = policy.category(category);
        return new PlannedEnd(
                category,
                rule.map(each -> each.name(language)).orElse(category),
                caseId,
                Explanation.key(end.step().after()),
                LegalClock.of(policy).day(end.since()),
                end.step().period().toString(),
                rule.map(each -> each.law()).orElse(""),
                Explanation.key(end.step().action()),
                end.due().on(),
                end.due().until(),
                end.due().because(language));
    }
}
