/** Withdrawing without a mail at hand: somebody names an address, and the way out is mailed there. */
@NullMarked
package io.nachweis.newsletter.withdrawal;

import org.jspecify.annotations.NullMarked;
