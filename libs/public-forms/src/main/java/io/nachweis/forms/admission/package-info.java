/**
 * Admission of public forms: rate limits, suppressions, proof of work, and the same answer in the same time, so that no form is
 * used against a person. Only forms and pages use it.
 */
@NullMarked
package io.nachweis.forms.admission;

import org.jspecify.annotations.NullMarked;
