/** Decides what happens to a person's subscription: asked for, confirmed, denied, expired, withdrawn. No clock, no input, no output. */
@NullMarked
package io.nachweis.newsletter.decision;

import org.jspecify.annotations.NullMarked;
