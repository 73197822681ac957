/** The whole platform in one process, for a trial on one machine. */
@NullMarked
package io.nachweis.local;

import org.jspecify.annotations.NullMarked;
