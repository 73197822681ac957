/** By which rules ends what is stored already, when a policy has changed. */
@NullMarked
package io.nachweis.lifecycle.rules;

import org.jspecify.annotations.NullMarked;
