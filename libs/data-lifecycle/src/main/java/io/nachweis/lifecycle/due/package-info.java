/** What has to be done at a time that is known long before. */
@NullMarked
package io.nachweis.lifecycle.due;

import org.jspecify.annotations.NullMarked;
