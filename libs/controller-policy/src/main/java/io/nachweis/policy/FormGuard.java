package io.nachweis.policy;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What keeps a public form from being used against people.
 *
 * @param networks how often the form may be sent from one place
 * @param perForm how many mails may go out about the whole form, whoever asks; one more is sent later
 * @param perMailbox how often what no mail may go out about is put on record for one mailbox, where it is put on record
 *     at all; what is over it is left out, and one entry says so
 * @param formToken whether a sign-up must bring the token of the form's definition
 * @param minimumTime who brings a token younger than this is no person
 * @param refuse kinds of addresses that the form takes none of
 * @param proofOfWork how many steps a browser has to compute before the form is taken, about; 0 for none
 * @param confirmation how the reader of the mailbox says that it was meant
 * @param minimumReading who answers a page sooner than this after it was shown is asked again
 */
public record FormGuard(
        @JsonUnwrapped NetworkLimits networks,
        List<Limit> perForm,
        List<Limit> perMailbox,
        FormToken formToken,
        Duration minimumTime,
        Set<AddressKind> refuse,
        int proofOfWork,
        Confirmation confirmation,
        Duration minimumReading) {

    static final FormGuard USUAL = new FormGuard(
            NetworkLimits.USUAL,
            List.of(new Limit(200, Duration.ofMinutes(10)), new Limit(1000, Duration.ofDays(1))),
            List.of(new Limit(20, Duration.ofDays(1))),
            FormToken.OPTIONAL,
            Duration.ofSeconds(2),
            Set.of(),
            0,
            Confirmation.BUTTON,
            Duration.ZERO);

    /** What a policy leaves out is as usual. */
    public FormGuard {
        networks = requireNonNullElseGet(networks, () -> USUAL.networks);
        perForm = requireNonNullElseGet(perForm, () -> USUAL.perForm);
        perMailbox = requireNonNullElseGet(perMailbox, () -> USUAL.perMailbox);
        formToken = requireNonNullElseGet(formToken, () -> USUAL.formToken);
        minimumTime = requireNonNullElseGet(minimumTime, () -> USUAL.minimumTime);
        refuse = requireNonNullElseGet(refuse, () -> USUAL.refuse);
        confirmation = requireNonNullElseGet(confirmation, () -> USUAL.confirmation);
        minimumReading = requireNonNullElseGet(minimumReading, () -> USUAL.minimumReading);
    }

    /** Whether a form can be sent without having asked for its definition. */
    public enum FormToken {
        OPTIONAL,
        REQUIRED
    }

    /** Addresses behind which there is nobody in particular. */
    public enum AddressKind {
        /** Names of offices (RFC 2142 and some more), as info@ or abuse@. */
        ROLE,
        /** Domains of throw-away mailboxes, which the operator lists. */
        DISPOSABLE
    }

    /** What a person does on the page behind the link. */
    public enum Confirmation {
        /** Presses a button. */
        BUTTON,
        /** Also types the digits that stand in the mail. */
        CODE
    }
}
