/** The ledger's facts as they leave the house. */
@NullMarked
package io.nachweis.consent.publication;

import org.jspecify.annotations.NullMarked;
