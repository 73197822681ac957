/** What this service tells the others. */
@NullMarked
package io.nachweis.rights.publication;

import org.jspecify.annotations.NullMarked;
