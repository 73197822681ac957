/** Sends the mails that a service's log causes: each once, whatever crashes, and with the outcome on record. */
@NullMarked
package io.nachweis.starter.mail;

import org.jspecify.annotations.NullMarked;
