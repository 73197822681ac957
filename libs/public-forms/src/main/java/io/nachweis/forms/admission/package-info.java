/**
 * Admission of public forms: rate limits, suppressions and proof of work, so that no form is used against a person. Only
 * forms and pages use it.
 */
@NullMarked
package io.nachweis.forms.admission;

import org.jspecify.annotations.NullMarked;
