/** Where a request went and how long it took, but not what it was about. */
@NullMarked
package io.nachweis.tracing;

import org.jspecify.annotations.NullMarked;
