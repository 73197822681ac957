/** The mails about a request: that it came in, and what became of it. */
@NullMarked
package io.nachweis.rights.mail;

import org.jspecify.annotations.NullMarked;
