/** Carries requests out, step by step, whatever is down meanwhile. */
@NullMarked
package io.nachweis.rights.process;

import org.jspecify.annotations.NullMarked;
