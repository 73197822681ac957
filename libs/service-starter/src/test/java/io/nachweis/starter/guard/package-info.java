@NullMarked
package io.nachweis.starter.guard;

import org.jspecify.annotations.NullMarked;
