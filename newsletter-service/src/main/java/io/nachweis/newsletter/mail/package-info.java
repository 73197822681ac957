/** Writes the mails of a subscription. */
@NullMarked
package io.nachweis.newsletter.mail;

import org.jspecify.annotations.NullMarked;
