/** What ended because its time was over, reported day by day. */
@NullMarked
package io.nachweis.lifecycle.report;

import org.jspecify.annotations.NullMarked;
