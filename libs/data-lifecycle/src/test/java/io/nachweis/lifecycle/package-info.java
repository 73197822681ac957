@NullMarked
package io.nachweis.lifecycle;

import org.jspecify.annotations.NullMarked;
