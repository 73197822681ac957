/** Whole stories, told from outside to the platform that {@code ./nachweis} starts. */
@NullMarked
package io.nachweis.stories;

import org.jspecify.annotations.NullMarked;
