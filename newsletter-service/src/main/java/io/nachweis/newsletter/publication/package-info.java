/** What the outside hears of consents, and what we hear of them from outside. */
@NullMarked
package io.nachweis.newsletter.publication;

import org.jspecify.annotations.NullMarked;
