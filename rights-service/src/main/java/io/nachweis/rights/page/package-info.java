/** The page behind a ticket: how far a request has come, and its answer. */
@NullMarked
package io.nachweis.rights.page;

import org.jspecify.annotations.NullMarked;
