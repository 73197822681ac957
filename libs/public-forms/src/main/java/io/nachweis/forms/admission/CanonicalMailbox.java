package io.nachweis.forms.admission;

import io.nachweis.event.EmailAddress;

/**
 * The canonical form of an address, by the mailbox that it probably leads to: without plus tag, without dots, and Gmail
 * under one name. Good for counting mails, where it is enough that whoever bombs a mailbox cannot count anew by
 * spelling it otherwise; never for telling people apart.
 */
final class CanonicalMailbox {

    private CanonicalMailbox() {}

    static String of(EmailAddress address) {
        String normalised = address.normalised();
        int at = normalised.lastIndexOf('@');
        String local = normalised.substring(0, at);
        String domain = normalised.substring(at + 1);
        int tag = local.indexOf('+');
        String untagged = (tag > 0 ? local.substring(0, tag) : local).replace(".", "");
        return untagged + '@' + (domain.equals("googlemail.com") ? "gmail.com" : domain);
    }
}
