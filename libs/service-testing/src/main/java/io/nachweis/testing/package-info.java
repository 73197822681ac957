/** What a service's tests put in the place of the machines around it: real ones, small, in this JVM; and their levels. */
@NullMarked
package io.nachweis.testing;

import org.jspecify.annotations.NullMarked;
