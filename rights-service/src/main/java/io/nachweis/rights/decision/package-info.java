/** What becomes of a request, by the law and by what has happened so far. */
@NullMarked
package io.nachweis.rights.decision;

import org.jspecify.annotations.NullMarked;
