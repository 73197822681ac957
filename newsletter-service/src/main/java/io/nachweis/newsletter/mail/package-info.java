/** Writes the mails of a subscription, hands them to the mail server and puts that on record. */
@NullMarked
package io.nachweis.newsletter.mail;

import org.jspecify.annotations.NullMarked;
