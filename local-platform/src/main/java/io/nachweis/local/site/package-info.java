/** The second port of a trial: a website of another origin, the mailbox, the desk's page, tokens, and the clock. */
@NullMarked
package io.nachweis.local.site;

import org.jspecify.annotations.NullMarked;
