/** Takes sign-ups from websites: the definition of a form, and what comes back filled in. */
@NullMarked
package io.nachweis.newsletter.signup;

import org.jspecify.annotations.NullMarked;
