package io.nachweis.forms.admission;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Form;
import io.nachweis.policy.FormGuard;
import io.nachweis.policy.FormGuard.FormToken;
import io.nachweis.policy.Limit;
import io.nachweis.starter.web.ClientAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what a public form asks for is admitted. What came along with it, and from where, is looked at before it
 * is put on record; whatever depends on its address, such as limits and suppressions, only afterwards. Nothing else grants
 * {@link Admitted}. What the sender can mend is refused and says nothing about anybody; everything else is let go in
 * silence, unless it must not be lost.
 */
public final class FormAdmission {

    /** A field that no person sees. No field of a form can have this name. */
    public static final String HONEYPOT = "contact-url";

    /** The field that ALTCHA's own widget sends. */
    public static final String PROOF = "altcha";

    private static final String FORM_TOKEN = "formToken";

    /** A page that was open longer is loaded anew. */
    private static final Duration TOKEN_VALID = Duration.ofDays(1);

    private final RateLimits limits;
    private final Pseudonyms pseudonyms;
    private final MailRateLimit mails;
    private final Suppressions suppressions;
    private final UnwantedAddresses unwanted;
    private final ProofOfWork proofs;

    FormAdmission(
            RateLimits limits,
            Pseudonyms pseudonyms,
            MailRateLimit mails,
            Suppressions suppressions,
            UnwantedAddresses unwanted,
            ProofOfWork proofs) {
        this.limits = limits;
        this.pseudonyms = pseudonyms;
        this.mails = mails;
        this.suppressions = suppressions;
        this.unwanted = unwanted;
        this.proofs = proofs;
    }

    /**
     * A form as it came in.
     *
     * @param shownAt when we handed out the definition it was made from; null where nothing proves that we did
     * @param honeypot what stood in the field that no person sees
     * @param proof of work, as ALTCHA writes it
     */
    public record Attempt(
            ControllerPolicy policy,
            Form form,
            EmailAddress email,
            ClientAddress client,
            @Nullable Instant shownAt,
            @Nullable String honeypot,
            @Nullable String proof,
            Instant at) {

        /** Of who came by a link of ours. */
        public static Attempt fromLink(
                ControllerPolicy policy, Form form, EmailAddress email, ClientAddress client, Instant at) {
            return new Attempt(policy, form, email, client, null, null, null, at);
        }

        private FormGuard rules() {
            return form.guard();
        }
    }

    /**
     * A form that is on record.
     *
     * @param id of its entry, by which it counts once however often it is looked at
     * @param mayMail whether a mail about it may go out, as far as it was looked at before
     */
    public record Candidate(
            UUID id, ControllerPolicy policy, EmailAddress email, String ip, boolean mayMail, Instant at) {}

    /** What is known of a form before anybody looks at whom it is about. */
    public enum Screening {
        PASSED,
        /** To be put on record, since it must not be lost. */
        WITHOUT_MAIL,
        DROPPED
    }

    /** The challenge that goes out with the form's definition; null where its policy asks for no proof of work. */
    public @Nullable Object challenge(Form form) {
        return form.guard().proofOfWork() == 0
                ? null
                : proofs.challenge(form.guard().proofOfWork());
    }

    /** Looks at all but the address. */
    public Screening screen(Attempt attempt, WithoutMail withoutMail) {
        refuseWhatCanBeMended(attempt);
        if (isByAPerson(attempt) && isWithinNetworkLimits(attempt)) {
            return Screening.PASSED;
        }
        return withoutMail == WithoutMail.DROPPED ? Screening.DROPPED : Screening.WITHOUT_MAIL;
    }

    /** Does what was asked for, or nothing. */
    public void admit(Candidate candidate, Form form, WithoutMail withoutMail, AdmittedAppend append) {
        boolean mayMail = candidate.mayMail()
                && isWithinLimitsAround(candidate, form)
                && !suppressions.covers(candidate.policy().id(), candidate.email(), candidate.at())
                && mails.take(candidate.policy(), candidate.email(), candidate.at(), candidate.id());
        if (mayMail || withoutMail == WithoutMail.KEPT) {
            append.append(Admitted.withMail(mayMail, candidate.at()));
        } else if (withoutMail == WithoutMail.KEPT_WITHIN_LIMIT) {
            keepWithinLimit(candidate, form, append);
        }
    }

    /** Nobody has proved any of it, so a stranger must not be able to fill somebody's record; one entry says what happened. */
    private void keepWithinLimit(Candidate candidate, Form form, AdmittedAppend append) {
        List<Limit> most = form.guard().perMailbox();
        String kept = pseudonyms.of(
                "mailbox-form",
                CanonicalMailbox.of(candidate.email()),
                candidate.policy().id(),
                form.id());
        if (limits.take(kept, most, candidate.at(), candidate.id())) {
            append.append(Admitted.withMail(false, candidate.at()));
            return;
        }
        Instant until = limits.opensAt(kept, most, candidate.at());
        var once = most.stream().map(limit -> new Limit(1, limit.within())).toList();
        if (limits.take(pseudonyms.of("left-out", kept, until.toString()), once, candidate.at(), candidate.id())) {
            append.append(Admitted.leftOut(candidate.at(), until));
        }
    }

    /**
     * The same for who wants a link by mail to what is theirs. A suppression does not keep them from it.
     *
     * @param find empty for who would get a link to nothing, which counts for nothing
     */
    public void admitLinkRequest(Candidate candidate, Supplier<Optional<AdmittedAppend>> find) {
        find.get()
                .filter(_ -> mails.takeLink(candidate.policy(), candidate.email(), candidate.at(), candidate.id()))
                .ifPresent(append -> append.append(Admitted.withMail(true, candidate.at())));
    }

    /**
     * The same at once for who came by a link that was mailed to the address: they need not show that they are a person, and
     * know what is known of it, so they are told whether a mail goes out.
     */
    public boolean admitFromLink(Attempt attempt, AdmittedAppend append) {
        return isWithinNetworkLimits(attempt)
                && admitHandedOver(attempt.policy(), attempt.email(), attempt.at(), append);
    }

    /** The same for what another service's form took in and looked at; here only the address counts. */
    public boolean admitHandedOver(ControllerPolicy policy, EmailAddress email, Instant now, AdmittedAppend append) {
        boolean mayMail = !suppressions.covers(policy.id(), email, now) && mails.take(policy, email, now);
        if (mayMail) {
            append.append(Admitted.withMail(true, now));
        }
        return mayMail;
    }

    private void refuseWhatCanBeMended(Attempt attempt) {
        var rules = attempt.rules();
        if (unwanted.includes(attempt.email(), rules.refuse())) {
            throw PlatformProblem.UNWANTED_ADDRESS.about("email");
        }
        if (rules.formToken() == FormToken.REQUIRED
                && (attempt.shownAt() == null
                        || attempt.shownAt().isBefore(attempt.at().minus(TOKEN_VALID)))) {
            throw PlatformProblem.INVALID_FIELD.about(FORM_TOKEN);
        }
        if (rules.proofOfWork() > 0 && !proofs.accepts(attempt.proof(), attempt.at())) {
            throw PlatformProblem.INVALID_FIELD.about(PROOF);
        }
    }

    private static boolean isByAPerson(Attempt attempt) {
        boolean hasTakenTime = attempt.shownAt() == null
                || !attempt.at().isBefore(attempt.shownAt().plus(attempt.rules().minimumTime()));
        return attempt.honeypot() == null && hasTakenTime;
    }

    private boolean isWithinNetworkLimits(Attempt attempt) {
        Network network = Network.of(attempt.client().ip(), attempt.rules().networks());
        return limits.take(key(network, attempt.policy(), attempt.form()), network.limits(), attempt.at());
    }

    /** From the smallest outwards: what a small one has too much of uses up nothing of its neighbours'. */
    private boolean isWithinLimitsAround(Candidate candidate, Form form) {
        return Network.around(candidate.ip(), form.guard().networks())
                .allMatch(network -> limits.take(
                        key(network, candidate.policy(), form), network.limits(), candidate.at(), candidate.id()));
    }

    private String key(Network network, ControllerPolicy policy, Form form) {
        return pseudonyms.of(network.kind(), network.prefix(), policy.id(), form.id());
    }
}
