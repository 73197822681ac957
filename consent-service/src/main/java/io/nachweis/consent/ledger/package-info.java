/** What is on record about a person and a purpose. */
@NullMarked
package io.nachweis.consent.ledger;

import org.jspecify.annotations.NullMarked;
