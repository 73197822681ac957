/** A privacy policy as data: who the controller is, what it may store, for what, and for how long. */
@NullMarked
package io.nachweis.policy;

import org.jspecify.annotations.NullMarked;
