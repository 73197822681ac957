/** Which versions of a policy were published, by whom, and from when on they come into force. */
@NullMarked
package io.nachweis.consent.policy;

import org.jspecify.annotations.NullMarked;
