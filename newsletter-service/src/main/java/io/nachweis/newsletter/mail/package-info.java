/** Writes the mails of a subscription, and says what is put on record of them. */
@NullMarked
package io.nachweis.newsletter.mail;

import org.jspecify.annotations.NullMarked;
