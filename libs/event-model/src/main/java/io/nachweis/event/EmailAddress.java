package io.nachweis.event;

/**
 * An e-mail address a mail can be sent to, spelled as the person gave it: a dot-atom, international if need be
 * (RFC 5321, RFC 6531), at a domain with at least two labels (UTS #46). ASCII white space around it is dropped.
 */
public record EmailAddress(String value) {

    /** Which rules {@link #normalised()} follows. Other rules are another number, and so other pseudonyms. */
    public static final int NORMALISATION = 1;

    /** Says that the text is no address, never what it was. */
    public EmailAddress {
        value = AddressSyntax.trim(value);
        AddressSyntax.check(value);
    }

    public static EmailAddress of(String text) {
        return new EmailAddress(text);
    }

    /** What the mail server is told: the local part as given, the domain in ASCII. */
    public String forSending() {
        return local() + '@' + AddressSyntax.asciiDomain(domain());
    }

    /**
     * What two spellings of one mailbox have in common: the local part composed and without case, the domain in ASCII.
     * Dots and plus tags stay, since they may name different mailboxes.
     */
    public String normalised() {
        return AddressSyntax.foldCase(local()) + '@' + AddressSyntax.asciiDomain(domain());
    }

    private String local() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    private String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** Never the address: it must not reach a log by accident. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
