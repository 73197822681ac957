/** The page behind a ticket: how far a request has come, and its answer. */
@NullMarked
package io.nachweis.rights.pages;

import org.jspecify.annotations.NullMarked;
