/** Downloads and enquiries: what somebody wants from us, and nothing more than that. */
@NullMarked
package io.nachweis.lead;

import org.jspecify.annotations.NullMarked;
