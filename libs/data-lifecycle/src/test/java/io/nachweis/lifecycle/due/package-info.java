@NullMarked
package io.nachweis.lifecycle.due;

import org.jspecify.annotations.NullMarked;
