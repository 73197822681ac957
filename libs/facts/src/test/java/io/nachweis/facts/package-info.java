@NullMarked
package io.nachweis.facts;

import org.jspecify.annotations.NullMarked;
