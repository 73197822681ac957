/** What a person decided about a purpose, and which of two decisions prevails. */
@NullMarked
package io.nachweis.consent.decision;

import org.jspecify.annotations.NullMarked;
