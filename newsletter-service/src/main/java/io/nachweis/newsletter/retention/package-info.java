/** Gives up sign-ups that nobody confirmed, and forgets the people behind them. */
@NullMarked
package io.nachweis.newsletter.retention;

import org.jspecify.annotations.NullMarked;
