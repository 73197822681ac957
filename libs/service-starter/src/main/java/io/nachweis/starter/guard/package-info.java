/** Keeps public forms from being used against people: one mechanism for every service that has any. */
@NullMarked
package io.nachweis.starter.guard;

import org.jspecify.annotations.NullMarked;
