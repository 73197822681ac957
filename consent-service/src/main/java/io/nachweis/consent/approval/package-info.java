/** What a second person has to approve before it is done (four-eyes principle), and what became of it. */
@NullMarked
package io.nachweis.consent.approval;

import org.jspecify.annotations.NullMarked;
