package io.nachweis.forms.admission;

import io.nachweis.event.EmailAddress;

/**
 * The canonical form of an address, by the mailbox that it probably leads to: as its provider reads it, else without plus
 * tag and without dots. Good for counting mails, where it is enough that whoever bombs a mailbox cannot count anew by
 * spelling it otherwise; never for telling people apart.
 */
final class CanonicalMailbox {

    private CanonicalMailbox() {}

    static String of(EmailAddress address) {
        String normalised = address.normalised();
        int at = normalised.lastIndexOf('@');
        return MailProviders.mailbox(normalised.substring(0, at), normalised.substring(at + 1));
    }
}
