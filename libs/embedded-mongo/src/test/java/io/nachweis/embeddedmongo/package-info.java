@NullMarked
package io.nachweis.embeddedmongo;

import org.jspecify.annotations.NullMarked;
