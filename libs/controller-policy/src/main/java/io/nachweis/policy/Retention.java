package io.nachweis.policy;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import io.nachweis.policy.LegalClock.Due;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The retention rule of a data category (Art. 5(1)(e) GDPR): what is to be done with its data, and when. Of several steps
 * with the same action the earliest counts; a step whose trigger has not happened does not count yet.
 */
public record Retention(List<Step> steps) {

    @JsonCreator(mode = Mode.DELEGATING)
    public Retention {
        steps = List.copyOf(steps);
    }

    /**
     * @param after what starts the period
     * @param period of length zero where the trigger itself is the end
     * @param from what of the trigger the period is counted from
     */
    public record Step(Trigger after, Period period, From from, Bound bound, Action action) {

        /** Unless a policy says more, data is deleted, at most so long after the trigger itself. */
        public Step {
            from = requireNonNullElse(from, From.TRIGGER);
            bound = requireNonNullElse(bound, Bound.CEILING);
            action = requireNonNullElse(action, Action.DELETE);
        }

        /** As people read it, in a language of {@link Languages.OF_TEXTS}. */
        public String inWords(Locale locale) {
            return Explanation.rule(this, locale);
        }
    }

    /** What starts the time of a case. */
    public enum Trigger {
        /** The person asked for something, as by signing up. */
        REQUEST,
        /** The person fetched a document that was asked for. */
        DOWNLOAD,
        /** The person withdrew consent (Art. 7(3) GDPR), which unsubscribing is, or objected. */
        WITHDRAWAL,
        /** The person wrote to us, or we to them, and nobody did later. */
        LAST_CONTACT,
        /** The controller has nothing more to do about it. */
        CLOSING,
        /** The last letter of a rights request went out. */
        LAST_LETTER,
        /** An answer was due to a rights request, and nobody proved that it was theirs. */
        NEVER_PROVEN,
        /** It was recorded, made or read, such as a dossier, a disclosure, or a note that a mailbox said "not me". */
        RECORD,
        /** It is lifted, which may be never, such as "never write again". */
        LIFTING,
        /** It turned out that it was recorded by mistake. */
        REVOCATION,
        /** A letter, a voucher or a book is of that day (§ 147 AO, § 257 HGB). */
        DOCUMENT,
        END_OF_CONTRACT,
        END_OF_RELATIONSHIP
    }

    /** What a period is counted from: the trigger, or the end of the year that it is in (§ 147(4) AO, § 257(5) HGB). */
    public enum From {
        TRIGGER,
        YEAR_END
    }

    /** Which side of the end the rule is about. */
    public enum Bound {
        /** Not a day longer. */
        CEILING,
        /** Not a day shorter, and to a working day, because it is a duty to keep. */
        FLOOR
    }

    /** What is done with the data. */
    public enum Action {
        DELETE,
        /** What remains is about nobody any more. */
        ANONYMISE,
        /** It opens for a named case only (Art. 18(2) GDPR). */
        BLOCK
    }

    /**
     * When something is to be done with the data of a case.
     *
     * @param happened those triggers of the case that have happened, and when
     * @return empty as long as no time runs
     */
    public Optional<End> end(Action action, Map<Trigger, Instant> happened, LegalClock clock) {
        return steps.stream()
                .filter(step -> step.action() == action)
                .flatMap(step -> Stream.ofNullable(happened.get(step.after())).map(event -> End.of(step, event, clock)))
                .min(Comparator.comparing(end -> end.due().until()));
    }

    /**
     * When a step of a rule acts on the data of a case.
     *
     * @param since when its trigger happened
     */
    public record End(Step step, Instant since, Due due) {

        public static End of(Step step, Instant since, LegalClock clock) {
            return new End(step, since, clock.due(step, since));
        }
    }
}
