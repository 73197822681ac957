package io.nachweis.forms.admission;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.event.EmailAddress;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Form;
import io.nachweis.policy.FormGuard;
import io.nachweis.policy.FormGuard.FormToken;
import io.nachweis.starter.web.ClientAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what a public form asks for is admitted: rate limits, honeypot, form token, proof of work and
 * suppressions. Nothing else grants {@link Admitted}. What the sender can mend is refused and says nothing about
 * anybody; everything else is let go in silence: the answer is the one that everybody gets.
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
    private final Map<String, ResponseTimeImitation> imitations = new ConcurrentHashMap<>();

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

    /** The challenge that goes out with the form's definition; null where its policy asks for no proof of work. */
    public @Nullable Object challenge(Form form) {
        return form.guard().proofOfWork() == 0
                ? null
                : proofs.challenge(form.guard().proofOfWork());
    }

    /** Does what was asked for, or nothing. It takes about the same time, and the answer is to be the same. */
    public void admit(Attempt attempt, WithoutMail withoutMail, AdmittedAppend append) {
        refuseWhatCanBeMended(attempt);
        inTheSameTime("form", () -> isByAPerson(attempt) && isDone(attempt, withoutMail, append));
    }

    /** The same for who came by a link that was mailed to the address, and so need not show that they are a person. */
    public void admitFromLink(Attempt attempt, AdmittedAppend append) {
        inTheSameTime("form", () -> isDone(attempt, WithoutMail.DROPPED, append));
    }

    /**
     * The same for what another service's form took in and looked at; here only the address counts. There is nobody to
     * imitate anything for.
     */
    public void admitHandedOver(ControllerPolicy policy, EmailAddress email, Instant now, AdmittedAppend append) {
        if (mayMail(policy, email, now)) {
            append.append(new Admitted(true, now));
        }
    }

    /**
     * The same for who wants a link by mail to what is theirs. A suppression does not keep them from it.
     *
     * @param find empty for who would get a link to nothing, which counts for nothing
     */
    public void admitLinkRequest(
            ControllerPolicy policy, EmailAddress email, Instant now, Supplier<Optional<AdmittedAppend>> find) {
        inTheSameTime(
                "link",
                () -> find.get()
                        .filter(_ -> mails.take(policy, email, now))
                        .map(append -> append.append(new Admitted(true, now)))
                        .orElse(false));
    }

    /**
     * Does something, or finds that there is nothing to do; either takes about the same time.
     *
     * @param what deeds of one name are compared with each other
     * @param deed says whether there was anything to do
     */
    private void inTheSameTime(String what, BooleanSupplier deed) {
        ResponseTimeImitation imitation = imitations.computeIfAbsent(what, _ -> new ResponseTimeImitation());
        long start = System.nanoTime();
        if (deed.getAsBoolean()) {
            imitation.took(start, System.nanoTime());
        } else {
            imitation.imitate(start);
        }
    }

    private boolean isDone(Attempt attempt, WithoutMail withoutMail, AdmittedAppend append) {
        if (!isWithinNetworkLimits(attempt)) {
            return false;
        }
        boolean mayMail = mayMail(attempt.policy(), attempt.email(), attempt.at());
        return (mayMail || withoutMail == WithoutMail.KEPT) && append.append(new Admitted(mayMail, attempt.at()));
    }

    /** From here on the mail counts as sent. */
    private boolean mayMail(ControllerPolicy policy, EmailAddress email, Instant now) {
        return !suppressions.covers(policy.id(), email, now) && mails.take(policy, email, now);
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
        String key = pseudonyms.of(
                "network",
                Network.of(attempt.client().ip()),
                attempt.policy().id(),
                attempt.form().id());
        return limits.take(key, attempt.rules().perNetwork(), attempt.at());
    }
}
