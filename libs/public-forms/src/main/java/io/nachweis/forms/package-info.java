/**
 * Forms that anybody may fill in: their definition for a website, what came in, and one answer for everybody. For services
 * whose {@code nachweis.forms} names the kinds that they take.
 */
@NullMarked
package io.nachweis.forms;

import org.jspecify.annotations.NullMarked;
