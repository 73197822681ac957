/** Decides what happens to a download and to an enquiry. No clock, no input, no output. */
@NullMarked
package io.nachweis.lead.decision;

import org.jspecify.annotations.NullMarked;
