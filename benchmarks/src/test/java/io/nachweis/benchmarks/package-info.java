@NullMarked
package io.nachweis.benchmarks;

import org.jspecify.annotations.NullMarked;
