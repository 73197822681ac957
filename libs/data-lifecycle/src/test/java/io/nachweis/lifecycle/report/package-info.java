@NullMarked
package io.nachweis.lifecycle.report;

import org.jspecify.annotations.NullMarked;
