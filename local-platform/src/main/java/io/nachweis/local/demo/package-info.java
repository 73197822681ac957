/** The story of one consent, told on the console against the running platform. */
@NullMarked
package io.nachweis.local.demo;

import org.jspecify.annotations.NullMarked;
