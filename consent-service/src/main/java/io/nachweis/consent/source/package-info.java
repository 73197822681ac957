/** The services whose facts the ledger takes down, and how much of what they have said it has. */
@NullMarked
package io.nachweis.consent.source;

import org.jspecify.annotations.NullMarked;
