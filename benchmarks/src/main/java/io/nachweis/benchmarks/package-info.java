/** How fast it is: each measurement beside what it is compared with, and the bar it has to reach. */
@NullMarked
package io.nachweis.benchmarks;

import org.jspecify.annotations.NullMarked;
