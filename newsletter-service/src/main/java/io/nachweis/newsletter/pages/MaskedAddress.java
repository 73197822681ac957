package io.nachweis.newsletter.pages;

import io.nachweis.event.EmailAddress;

/** Enough of an address for its owner to know it by, and too little for who was passed a mail. */
final class MaskedAddress {

    private MaskedAddress() {}

    static String of(EmailAddress address) {
        String text = address.value();
        int end = text.lastIndexOf('@');
        String first = end == 1 ? "" : Character.toString(text.codePointAt(0));
        return first + "•••" + text.substring(end);
    }
}
