/**
 * The vocabulary that events are written in: the published name of an entry type, the data category of a component, persons
 * and personal values; and what became of a command. Annotations and values only, without a driver or a store:
 * {@code decision} packages and whatever reads events may use it.
 */
@NullMarked
package io.nachweis.event;

import org.jspecify.annotations.NullMarked;
