/** Which version of a policy comes into force, and by which rules ends what is stored already when one has changed. */
@NullMarked
package io.nachweis.lifecycle.rules;

import org.jspecify.annotations.NullMarked;
