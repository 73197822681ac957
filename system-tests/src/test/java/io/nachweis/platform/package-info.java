/** The platform under test: how it is started and reached, and what can be read of it from outside. */
@NullMarked
package io.nachweis.platform;

import org.jspecify.annotations.NullMarked;
