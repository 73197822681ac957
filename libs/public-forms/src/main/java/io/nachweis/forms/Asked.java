package io.nachweis.forms;

import io.nachweis.event.EmailAddress;
import io.nachweis.forms.admission.AdmittedAppend;
import io.nachweis.forms.admission.WithoutMail;
import io.nachweis.policy.ControllerPolicy.Form;

/**
 * What somebody asks for by a form.
 *
 * @param email where mails about it go
 * @param append done if it is admitted, and once, however often the request is repeated
 */
public record Asked(Form form, EmailAddress email, WithoutMail withoutMail, AdmittedAppend append) {}
