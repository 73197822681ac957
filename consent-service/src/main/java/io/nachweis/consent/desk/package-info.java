/** Withdrawals that arrive by e-mail, telephone or letter, and the pseudonyms to record them under. */
@NullMarked
package io.nachweis.consent.desk;

import org.jspecify.annotations.NullMarked;
