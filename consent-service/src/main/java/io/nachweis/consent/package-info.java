/** Every decision of every person: the ledger, and the answer to "may I?". */
@NullMarked
package io.nachweis.consent;

import org.jspecify.annotations.NullMarked;
