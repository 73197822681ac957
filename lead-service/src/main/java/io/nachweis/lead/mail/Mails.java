package io.nachweis.lead.mail;

/** The mails this service sends, as {@code MailAttempt} names them. */
final class Mails {

    static final String TICKET = "ticket";
    static final String RECEIPT = "receipt";
    static final String ANSWER = "answer";

    private Mails() {}
}
