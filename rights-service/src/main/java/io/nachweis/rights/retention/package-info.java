/** Keeps a request for as long as it proves how somebody's rights were served. */
@NullMarked
package io.nachweis.rights.retention;

import org.jspecify.annotations.NullMarked;
