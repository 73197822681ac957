package io.nachweis.mail;

import java.util.UUID;

/**
 * A mail that is to be sent; the entry that causes it is in the log.
 *
 * @param kind what the service calls such mails
 * @param stream of the aggregate that the mail is about
 * @param entry what of it: a sign-up, a request, a case
 */
public record MailAttempt(String messageId, String kind, String controller, UUID stream, UUID entry) {}
