/** Kills, outages and hostile input, how they are put into the platform, and the stories of living through them. */
@NullMarked
package io.nachweis.faults;

import org.jspecify.annotations.NullMarked;
