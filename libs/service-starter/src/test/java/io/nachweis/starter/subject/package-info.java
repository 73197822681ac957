@NullMarked
package io.nachweis.starter.subject;

import org.jspecify.annotations.NullMarked;
