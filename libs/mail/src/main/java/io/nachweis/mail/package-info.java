/**
 * Mails that a service's log causes: written from templates, dispatched over SMTP, each once whatever crashes, and with the
 * outcome on record. For services that declare a {@link io.nachweis.mail.Correspondence}.
 */
@NullMarked
package io.nachweis.mail;

import org.jspecify.annotations.NullMarked;
