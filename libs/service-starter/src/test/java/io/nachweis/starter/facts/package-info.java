@NullMarked
package io.nachweis.starter.facts;

import org.jspecify.annotations.NullMarked;
