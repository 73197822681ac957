/** Whole stories of persons, applications and operators, told from outside to the platform under test. */
@NullMarked
package io.nachweis.stories;

import org.jspecify.annotations.NullMarked;
