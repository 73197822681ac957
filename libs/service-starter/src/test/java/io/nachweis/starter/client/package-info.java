@NullMarked
package io.nachweis.starter.client;

import org.jspecify.annotations.NullMarked;
