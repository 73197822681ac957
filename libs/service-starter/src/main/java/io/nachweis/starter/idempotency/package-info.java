/** Requests that may be sent again: the Idempotency-Key header. */
@NullMarked
package io.nachweis.starter.idempotency;

import org.jspecify.annotations.NullMarked;
