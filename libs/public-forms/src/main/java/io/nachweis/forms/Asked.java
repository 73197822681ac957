package io.nachweis.forms;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.Form;
import java.util.Optional;
import java.util.function.Supplier;

/** What somebody asks for. */
public sealed interface Asked {

    /** Where mails about it go. */
    EmailAddress email();

    /** The category of the policy that what was filled in belongs to. */
    String category();

    /**
     * By a form of the policy.
     *
     * @param append done if it is admitted, and once, however often the request is repeated
     */
    record ByForm(Form form, EmailAddress email, WithoutMail withoutMail, AdmittedAppend append) implements Asked {

        @Override
        public String category() {
            return form.category();
        }
    }

    /**
     * For a link by mail to what is theirs, by who gives nothing but the address.
     *
     * @param find what asks for the mail; empty for who would get a link to nothing
     */
    record ForLink(String category, EmailAddress email, Supplier<Optional<AdmittedAppend>> find) implements Asked {}
}
