@NullMarked
package io.nachweis.starter.idempotency;

import org.jspecify.annotations.NullMarked;
