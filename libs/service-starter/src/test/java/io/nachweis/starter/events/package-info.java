@NullMarked
package io.nachweis.starter.events;

import org.jspecify.annotations.NullMarked;
