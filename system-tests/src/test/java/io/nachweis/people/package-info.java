/** The persons of the stories, outside the house and at its desks, with their mailboxes and what they fill in. */
@NullMarked
package io.nachweis.people;

import org.jspecify.annotations.NullMarked;
