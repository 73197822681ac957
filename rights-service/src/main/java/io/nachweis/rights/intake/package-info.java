/** Takes requests in, from the form and from the desk. */
@NullMarked
package io.nachweis.rights.intake;

import org.jspecify.annotations.NullMarked;
