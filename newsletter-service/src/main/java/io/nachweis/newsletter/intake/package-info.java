/** Takes in what websites send: sign-ups, also those of other services, and who wants to unsubscribe without a mail. */
@NullMarked
package io.nachweis.newsletter.intake;

import org.jspecify.annotations.NullMarked;
