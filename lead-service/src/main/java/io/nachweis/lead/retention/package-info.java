/** Ends what has been kept long enough, and forgets the people behind it. */
@NullMarked
package io.nachweis.lead.retention;

import org.jspecify.annotations.NullMarked;
