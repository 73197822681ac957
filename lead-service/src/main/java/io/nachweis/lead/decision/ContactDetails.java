package io.nachweis.lead.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody who speaks for a customer; never how they sign in.
 *
 * @param email null where the person was named by the pseudonym alone
 * @param contract as the contract system calls it
 */
public record ContactDetails(
        @Nullable Personal<EmailAddress> email,
        @Nullable Personal<String> role,
        @Nullable Personal<String> contract,
        Personal<Boolean> technicalContact,
        LocalDate since) {

    /** The address that was known, where none is named. */
    ContactDetails orEmailOf(ContactDetails before) {
        return email == null ? new ContactDetails(before.email, role, contract, technicalContact, since) : this;
    }
}
